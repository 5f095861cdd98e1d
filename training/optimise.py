"""One step of training, the same on a CPU and on a GPU."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.config import Run


def device() -> str:
    """Return "cuda" where there is a GPU, else "cpu"."""
    import torch

    return "cuda" if torch.cuda.is_available() else "cpu"


def set_up(run: Run) -> None:
    """Seed the generators and set the threads; two threads all but stop beside other work on two cores."""
    import torch

    torch.manual_seed(run.seed)
    torch.set_num_threads(run.threads)
    torch.set_flush_denormal(True)


def set_dropout(model: Any, rate: float) -> None:
    """Set the dropout of every layer, not of the attention weights."""
    for module in model.modules():
        if isinstance(getattr(module, "dropout", None), float):
            module.dropout = 0.0 if module.__class__.__name__.endswith("Attention") else rate


def optimizer(model: Any, run: Run) -> Any:
    """Return AdamW over all parameters, with weight decay on matrices only."""
    import torch

    matrices = [p for p in model.parameters() if p.requires_grad and p.dim() > 1]
    vectors = [p for p in model.parameters() if p.requires_grad and p.dim() <= 1]
    groups = [{"params": matrices, "weight_decay": run.weight_decay}, {"params": vectors, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=run.learning_rate, betas=(0.9, 0.98), eps=1e-8, fused=True)


def loss(model: Any, source: NDArray[np.int64], target: NDArray[np.int64], smoothing: float, sample: int = 0) -> Any:
    """Return the mean cross-entropy of the target ids (rows, length; -1 where a row has ended), under bf16 autocast.

    With ``sample`` the normaliser sums the pieces of the batch's own targets and that many others, weighted up to stand
    for all that were not drawn (complementary sum sampling, Botev et al. 2017): the output layer is a third of the work
    of a small model.  The <pad> row is never among them.
    """
    import torch

    where, pad = device(), model.config.pad_token_id
    src, tgt = torch.from_numpy(source).to(where), torch.from_numpy(target).to(where)
    mask, real = src.ge(0), tgt.ge(0)
    shifted = torch.cat([torch.full_like(tgt[:, :1], pad), tgt[:, :-1].masked_fill(~real[:, :-1], pad)], dim=1)
    with torch.autocast(where, dtype=torch.bfloat16):
        hidden = model.model(
            input_ids=src.masked_fill(~mask, pad),
            attention_mask=mask.long(),
            decoder_input_ids=shifted,
            use_cache=False,
        ).last_hidden_state[real]
        classes, wanted, weights = _classes(tgt[real], pad, sample)
        logits = torch.nn.functional.linear(hidden, model.model.shared.weight[classes])
    scores = torch.log_softmax(logits.float() + weights.log(), dim=1)
    gold = scores.gather(1, wanted[:, None]).squeeze(1)
    if not smoothing:
        return -gold.mean()
    share = weights / weights.sum()
    even = torch.mv(scores, share) - (share * weights.log()).sum()
    return -((1 - smoothing) * gold + smoothing * even).mean()


def _classes(targets: Any, pad: int, sample: int) -> tuple[Any, Any, Any]:
    """Return (ids in play, place of each target among them, how many ids each stands for); ``pad`` is the last id."""
    import torch

    if not sample:
        return torch.arange(pad, device=targets.device), targets, torch.ones(pad, device=targets.device)
    own, wanted = targets.unique(return_inverse=True)
    others = torch.ones(pad, dtype=torch.bool, device=targets.device)
    others[own] = False
    rest = others.nonzero().squeeze(1)
    drawn = rest[torch.randperm(len(rest), device=targets.device)[:sample]]
    weights = torch.ones(len(own) + len(drawn), device=targets.device)
    weights[len(own) :] = len(rest) / max(len(drawn), 1)
    return torch.cat([own, drawn]), wanted, weights


def step(model: Any, optimiser: Any, value: Any, rate: float, clip: float) -> None:
    """Take one step down the gradient of ``value`` with learning rate ``rate``."""
    import torch

    from training.architecture import zero_pad

    value.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), clip)
    for group in optimiser.param_groups:
        group["lr"] = rate
    optimiser.step()
    optimiser.zero_grad(set_to_none=True)
    zero_pad(model)
