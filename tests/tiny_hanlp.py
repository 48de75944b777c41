"""A model of HanLP for many tasks, so small that it is trained in half a minute: by HanLP's own code, on six sentences of our own.

python tests/tiny_hanlp.py FOLDER    # FOLDER/model is the model, FOLDER/encoder the untrained encoder that its config.json names
"""

# ruff: noqa: PLC0415  the packages are there only where HanLP is installed
from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

# Word, tag, number of the head, relation.
SENTENCES = (
    "蜂农/NN/3/nsubj 每季度/AD/3/tmod 清点/VV/0/root 蜂箱/NN/3/dobj 。/PU/3/punct",
    "县文化局/NR/3/nsubj 每年/AD/3/tmod 检查/VV/0/root 书屋/NN/3/dobj 。/PU/3/punct",
    "书屋/NN/4/nsubj 应当/VV/4/mmod 每周/AD/4/tmod 开放/VV/0/root 。/PU/4/punct",
    "蜂农/NN/4/nsubj 应当/VV/4/mmod 每年/AD/4/tmod 报送/VV/0/root 数目/NN/4/dobj 。/PU/4/punct",
    "图书馆/NN/3/nsubj 每季度/AD/3/tmod 清点/VV/0/root 藏书/NN/3/dobj 。/PU/3/punct",
    "县文化局/NR/4/nsubj 应当/VV/4/mmod 每季度/AD/4/tmod 检查/VV/0/root 图书馆/NN/4/dobj 。/PU/4/punct",
)
ROLES = {"nsubj": "ARG0", "tmod": "ARGM-TMP", "dobj": "ARG1", "mmod": "ARGM-ADV"}
EPOCHS, RATE = 25, 5e-3

Row = list[str]


def train(folder: Path) -> Path:
    """Train the model in a folder; where it is."""
    rows = [[word.split("/") for word in sentence.split()] for sentence in SENTENCES]
    data = {name: folder / name for name in ("tok.txt", "pos.tsv", "ner.tsv", "dep.conllx", "srl.jsonlines")}
    for name, path in data.items():
        path.write_text("".join(_WRITERS[name](sentence) for sentence in rows), encoding="utf-8")
    encoder = _encoder(folder / "encoder", sorted({char for row in rows for word in row for char in word[0]}))
    _fit(encoder, {name: str(path) for name, path in data.items()}, folder / "model")
    return folder / "model"


def words(sentence: str) -> list[str]:
    """The words of one of ``SENTENCES``."""
    return [word.split("/")[0] for word in sentence.split()]


def _named(row: Row) -> str:
    return "S-ORGANIZATION" if row[1] == "NR" else "S-DATE" if row[3] == "tmod" else "O"


def _roles(rows: list[Row]) -> str:
    predicate = next(i for i, row in enumerate(rows) if row[3] == "root")
    roles = [[predicate, i, i, ROLES[row[3]]] for i, row in enumerate(rows) if row[3] in ROLES]
    return json.dumps({"sentences": [[row[0] for row in rows]], "srl": [roles]}, ensure_ascii=False) + "\n"


_WRITERS = {
    "tok.txt": lambda rows: " ".join(row[0] for row in rows) + "\n",
    "pos.tsv": lambda rows: "".join(f"{row[0]}\t{row[1]}\n" for row in rows) + "\n",
    "ner.tsv": lambda rows: "".join(f"{row[0]}\t{_named(row)}\n" for row in rows) + "\n",
    "dep.conllx": lambda rows: (
        "".join(f"{i}\t{row[0]}\t_\t{row[1]}\t{row[1]}\t_\t{row[2]}\t{row[3]}\t_\t_\n" for i, row in enumerate(rows, 1))
        + "\n"
    ),
    "srl.jsonlines": _roles,
}


def _encoder(folder: Path, characters: list[str]) -> str:
    import torch
    from transformers import BertConfig, BertModel, BertTokenizer, optimization

    folder.mkdir()
    vocabulary = folder / "vocab.txt"
    vocabulary.write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *characters, ""]), encoding="utf-8")
    torch.manual_seed(1)
    small = {"hidden_size": 48, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 64}
    still = {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0, "max_position_embeddings": 128}
    BertModel(BertConfig(vocab_size=len(characters) + 5, **small, **still)).save_pretrained(folder)
    BertTokenizer(str(vocabulary)).save_pretrained(folder)
    if not hasattr(optimization, "AdamW"):  # HanLP 2.1 trains with it; newer transformers leave it to torch
        optimization.AdamW = torch.optim.AdamW
    return str(folder)


def _fit(encoder: str, data: dict[str, str], folder: Path) -> None:
    from hanlp.common.dataset import SortingSamplerBuilder
    from hanlp.components.mtl.multi_task_learning import MultiTaskLearning
    from hanlp.components.mtl.tasks.dep import BiaffineDependencyParsing
    from hanlp.components.mtl.tasks.ner.tag_ner import TaggingNamedEntityRecognition
    from hanlp.components.mtl.tasks.pos import TransformerTagging
    from hanlp.components.mtl.tasks.srl.bio_srl import SpanBIOSemanticRoleLabeling
    from hanlp.components.mtl.tasks.tok.tag_tok import TaggingTokenization
    from hanlp.layers.embeddings.contextual_word_embedding import ContextualWordEmbedding

    def task(made: Any, name: str, **more: Any) -> Any:
        return made(data[name], data[name], sampler_builder=SortingSamplerBuilder(batch_size=6), lr=RATE, **more)

    after = {"dependencies": "tok"}
    few = {"mlp_dropout": 0.0, "n_mlp_rel": 32}
    tasks = {
        "tok/fine": task(TaggingTokenization, "tok.txt", max_seq_len=100, cls_is_bos=True, sep_is_eos=True),
        "pos/ctb": task(TransformerTagging, "pos.tsv", max_seq_len=100, **after),
        "ner/msra": task(TaggingNamedEntityRecognition, "ner.tsv", max_seq_len=100, **after),
        "dep": task(BiaffineDependencyParsing, "dep.conllx", n_mlp_arc=32, tree=True, proj=True, **few, **after),
        "srl": task(SpanBIOSemanticRoleLabeling, "srl.jsonlines", doc_level_offset=False, **few, **after),
    }
    embedding = ContextualWordEmbedding("token", encoder, average_subwords=True, max_sequence_length=128)
    rates = {"lr": RATE, "encoder_lr": RATE, "warmup_steps": 0.1}
    MultiTaskLearning().fit(
        embedding, tasks, str(folder), EPOCHS, eval_trn=False, devices=-1, seed=1, verbose=False, **rates
    )


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    train(target)
