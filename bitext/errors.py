"""The exceptions of bitext.

Every message says what is wrong, where (path:line or unit id), the likely cause, and what to do.

    BitextError
      InputError          a source that cannot be read; the run goes on with the next one
        EncodingError     not UTF-8
        RecordError       one record of a dump is broken, the rest is readable
      FormatError         a bitext or glossary file that breaks its format
      GlossaryError       a glossary that cannot be used, or an edit that lint refuses
      ModelError          a model that cannot be found, loaded, or trusted
      ClusterError        a cluster that cannot be reached, or whose workers fail or disagree
      OutputError         a target that cannot be written
        LockedError       another process writes the same target
        ChangedError      the target belongs to a run with other options
      ReviewError         a verdict that does not fit the file
        StaleVerdictError the unit was changed since the reviewer saw it
      OptionError         options that contradict each other
"""


class BitextError(Exception):
    """The root; ``str(error)`` is the line to show to a person."""


class InputError(BitextError):
    """A source that cannot be read."""


class EncodingError(InputError):
    """A source that is not UTF-8."""


class RecordError(InputError):
    """One record of a dump is broken."""


class FormatError(BitextError):
    """A bitext or glossary file that breaks its format."""


class GlossaryError(BitextError):
    """A glossary that cannot be used, or an edit that lint refuses."""


class ModelError(BitextError):
    """A model that cannot be found, loaded, or trusted."""


class ClusterError(BitextError):
    """A cluster that cannot be reached, or whose workers fail or disagree."""


class OutputError(BitextError):
    """A target that cannot be written."""


class LockedError(OutputError):
    """Another process writes the same target."""


class ChangedError(OutputError):
    """The target belongs to a run with other options."""


class ReviewError(BitextError):
    """A verdict that does not fit the file."""


class StaleVerdictError(ReviewError):
    """The unit was changed since the reviewer saw it."""


class OptionError(BitextError):
    """Options that contradict each other."""
