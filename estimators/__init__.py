"""The models as scikit-learn estimators, to be refitted on one's own gold (docs/训练.md); those that are shipped were fitted by them.

Needs scikit-learn (``duizhao[train]``).
"""

try:
    import sklearn as _sklearn  # noqa: F401  asked for first, so that what is missing is named with its remedy
except ImportError as error:
    raise ImportError(
        f"duizhao.estimators 需要软件包 scikit-learn，没有装好（{error}）；请在 duizhao 的文件夹里运行 pip install '.[train]'"
    ) from error

from .gold_pairs import GoldPair, read_gold_pair
from .link_classifier import LinkClassifier
from .link_fitting import fit_link_table, fit_linker
from .link_samples import LinkSamples, SentencePair, link_samples
from .pair_features import PairFeatures
from .relation_classifier import RelationClassifier
from .relation_samples import RelationSamples, relation_samples, with_relations

__all__ = [
    "GoldPair",
    "LinkClassifier",
    "LinkSamples",
    "PairFeatures",
    "RelationClassifier",
    "RelationSamples",
    "SentencePair",
    "fit_link_table",
    "fit_linker",
    "link_samples",
    "read_gold_pair",
    "relation_samples",
    "with_relations",
]
