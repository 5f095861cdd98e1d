"""The same run on many machines: this process reads, cuts and writes, and workers translate whole windows.

Windows are made here, by the code and in the order of a run in one process: what a dump repeats is learnt in order,
and what is translated together goes into the same batches.  So the units are equal by construction.

``pool`` hands windows to workers and knows no library, ``layout`` says how many workers with how many threads,
``workers`` runs them on Ray; nothing else imports it.
"""
