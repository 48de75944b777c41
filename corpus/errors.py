"""The errors duizhao raises: each says in one line what was found, what was expected and what to do."""


class DuizhaoError(Exception):
    """Anything duizhao refuses to do; catch this one to catch them all."""


class DocumentError(DuizhaoError):
    """A file that cannot be read as a document (missing, empty, binary, undecodable)."""


class PlaceError(DuizhaoError, KeyError):
    """A unit or sentence that a document does not have, or that is called so that it may be several."""

    def __str__(self) -> str:
        return str(self.args[0])  # as it stands: KeyError would put it in quotation marks


class OptionError(DuizhaoError, ValueError):
    """An option that is not known, or that cannot have the value it was given."""


class RoleError(DuizhaoError):
    """A set of documents in which the central one cannot be told."""


class OutputError(DuizhaoError):
    """A result that cannot be written where it was asked for."""


class UnknownFormatError(OutputError):
    """An output whose suffix or format name is not known: wrong usage rather than bad luck."""


class TokenizerError(DuizhaoError):
    """A tokenizer that is not known, not installed, or whose words are not those of the text."""


class ParserError(DuizhaoError):
    """A syntactic parser that is not known, not installed, cannot be loaded, or gives what its text does not hold."""


class EncoderError(DuizhaoError):
    """A sentence encoder that gives something else than one vector of finite numbers per sentence."""


class LinkerError(DuizhaoError):
    """A linker that is not known, cannot be loaded, or does not link."""


class JudgeError(DuizhaoError):
    """A judge that cannot be asked: no client for it, no answer at its address, answers that cannot be read back."""
