"""Names in a text: what they name, whose they are, and which of them name the same thing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.language.aliases import find_abbreviations, name_key
from extract.language.mentions import MentionKind, Role
from extract.language.passage import Passage

DATASETS = [
    ("Zeno reaches 71% on the Foodies dataset and 64% on Plants-20K.", ["Foodies", "Plants-20K"]),
    ("We use three corpora (e.g., NewsCorp, Webtalk and LegalQA).", ["NewsCorp", "Webtalk", "LegalQA"]),
    ("Scores rise on ImageNet-1K classification, COCO object detection and cityscapes.", ["ImageNet-1K", "COCO", "cityscapes"]),
    ("It obtains 82.9/84.8 on Kinetics-400/600.", ["Kinetics-400", "Kinetics-600"]),
    ("It is robust on ImageNet-{A,R}.", ["ImageNet-A", "ImageNet-R"]),
    ("We collect a benchmark named StreetQA with 3,000 questions.", ["StreetQA"]),
    ("On Foodies (91.4%), Plants (88.0%) and the Birdies benchmark (79.5%) it leads.", ["Foodies", "Plants", "Birdies"]),
    ("It runs on A100 GPUs and on an iPhone 12.", []),
]
OWN = [
    ("We propose a new network, dubbed ZenoNet, for images.", None, ["ZenoNet"]),
    ("In this paper we present Zeno Transformer (ZT), which is fast.", None, ["Zeno Transformer", "ZT"]),
    ("Our ZenoNet outperforms ResNet-50 and AlbaNet.", None, ["ZenoNet"]),
    ("It is known that ZenoNet is fast.", "ZenoNet: A Fast Network", ["ZenoNet"]),
    ("We introduce two models: ZenoNet and AlbaNet.", None, ["ZenoNet", "AlbaNet"]),
    ("We propose a method based on ResNet-50 for CIFAR-10.", None, []),
]
METRICS = [
    ("It improves zero-shot top-1 accuracy and lowers GPU memory.", ["zero-shot top-1 accuracy", "GPU memory"]),
    ("It has 53.9 box AP, 46.4 mask AP and a word error rate of 3%.", ["box AP", "mask AP", "word error rate"]),
    ("It raises the average linear transfer accuracy by 2%.", ["average linear transfer accuracy"]),
    ("ImageNet top-1 accuracy is higher.", ["top-1 accuracy"]),
]
KEYS = [("CIFAR-10", "CIFAR10"), ("M^2-Encoders", "M^2-Encoder"), ("MS COCO", "MS-COCO"), ("ViT-B/16", "ViT-B-16")]


def names(passage: Passage, kind: MentionKind) -> list[str]:
    return [mention.text for mention in passage.mentions if mention.kind is kind]


@pytest.mark.parametrize(("text", "expected"), DATASETS)
def test_datasets_are_known_by_shape_and_context(text: str, expected: list[str]) -> None:
    """Nouns behind the name, "on", lists, slashes and braces; devices are none."""
    assert names(Passage(text), MentionKind.DATASET) == expected


@pytest.mark.parametrize(("text", "title", "expected"), OWN)
def test_a_paper_s_own_names_are_those_it_introduces(text: str, title: str | None, expected: list[str]) -> None:
    """Verbs of proposing, "dubbed", "our", the title's first words; what is only used is another's."""
    assert [mention.text for mention in Passage(text, title).mentions if mention.role is Role.OWN] == expected


@pytest.mark.parametrize(("text", "expected"), METRICS)
def test_metrics_have_the_words_that_belong_to_them(text: str, expected: list[str]) -> None:
    """Words before the head belong to the metric; verbs, articles and names of datasets do not."""
    assert names(Passage(text), MentionKind.METRIC) == expected


def test_words_that_stand_for_a_system_are_mentions() -> None:
    """ "Our method" has the key of the paper's own name; others' work has keys of its own."""
    passage = Passage("We propose ZenoNet. Our method beats the previous state of the art, the baseline and prior methods.")
    generic = [(mention.text, mention.key, mention.role) for mention in passage.mentions if mention.text != "ZenoNet"]
    assert generic == [
        ("Our method", "zenonet", Role.OWN),
        ("the previous state of the art", "@state-of-the-art", Role.RIVAL),
        ("the baseline", "@baseline", Role.RIVAL),
        ("prior methods", "@prior-work", Role.RIVAL),
    ]


@pytest.mark.parametrize(("one", "other"), KEYS)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    """Hyphens, blanks and the plural do not part names."""
    assert name_key(one) == name_key(other)


def test_abbreviations_are_found_with_their_long_forms() -> None:
    """Both orders: the short form in brackets, or the long one; a bracket with anything else is none."""
    text = "We use Zeno Alba Network (ZAN), DRB (Deep Residual Block), three sets (ImageNet) and mixing (see Table 2)."
    assert [(item.short, item.long) for item in find_abbreviations(text)] == [("ZAN", "Zeno Alba Network"), ("DRB", "Deep Residual Block")]


def test_long_and_short_form_share_a_key() -> None:
    """A name and its abbreviation are mentions of one thing."""
    mentions = Passage("We present Zeno Alba Network (ZAN). ZAN is fast.").mentions
    assert {mention.key for mention in mentions} == {"zan"}


@given(st.text(alphabet="aAbB1 -/.,()%:{}~\n", max_size=60))
def test_mentions_are_slices_in_order(text: str) -> None:
    """Whatever the text, mentions do not overlap and lie inside it."""
    mentions = Passage(text, text).mentions
    edges = [edge for mention in mentions for edge in (mention.start, mention.end)]
    assert edges == sorted(edges)
    assert all(0 <= mention.start < mention.end <= len(text) for mention in mentions)
