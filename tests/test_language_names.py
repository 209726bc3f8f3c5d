"""Names of any field: what is a name at all, where it ends, and what its shape and its neighbours say of it."""

from __future__ import annotations

import pytest

from extract.language.known import exactly_known, known_dataset, known_other, known_system
from extract.language.mentions import MentionKind, Role
from extract.language.metric_shapes import is_metric_shape
from extract.language.own_phrases import find_own_phrases
from extract.language.passage import Passage
from tests.timing import least_seconds

EXTENTS = [
    ("We compare Llama 2 with Llama 3.1 and Phi 3 on three sets.", ["Llama 2", "Llama 3.1", "Phi 3"]),
    ("GPT 4 times out.", ["GPT"]),
    ("It needs 3.5 GB, 12 mg/dL and 0.4 dB.", []),
    ("A 350M-parameter model is a 12-layer one.", []),
    ("Zero-shot transfer to Zeno-X is hard.", ["Zeno-X"]),
    ("It is tested on MVTec AD, BIG-Bench Hard and CNN/DailyMail.", ["MVTec AD", "BIG-Bench Hard", "CNN/DailyMail"]),
    ("On iNaturalist 2018 and iWildCam 2022 it is worse.", ["iNaturalist 2018", "iWildCam 2022"]),
    ("On MVFoo and EvBar-L it leads.", ["MVFoo", "EvBar-L"]),
    ("Pagode is a server. In tests Pagode is quick.", ["Pagode", "Pagode"]),
    ('We call this class of models "Slow and Steady Networks" here.', ["Slow and Steady Networks"]),
    ("It uses imagenet-1k and librispeech for quality.", ["imagenet-1k", "librispeech"]),
    ("It leads on Kiwi'24 and on FieldTalk+REEF.", ["Kiwi'24", "FieldTalk+REEF"]),
    ("It is worse on the ImageNet VID benchmark.", ["ImageNet VID"]),
    ("We compare ZenoTalk 2, a series of models, with AlbaTalk.", ["ZenoTalk 2", "AlbaTalk"]),
    ("It runs on an NVIDIA RTX with Zeno-assigned labels.", ["NVIDIA RTX", "Zeno"]),
]
KINDS: list[tuple[str, dict[str, str | None]]] = [
    ("RouteBench contains 12,400 queries from 18 cities.", {"RouteBench": "dataset"}),
    ("It was trained on a Zeno-9 robot and on Alba-QA.", {"Zeno-9": "system", "Alba-QA": "dataset"}),
    ("This improves on ZenoDetector v5 by 3 points.", {"ZenoDetector v5": "system"}),
    ("We gather Mosaica, 48,200 posts in six dialects.", {"Mosaica": "dataset"}),
    ("Prompts are taken from Zetabase.", {"Zetabase": "dataset"}),
    ("ZenoFormer-L needs less than AlbaViT.", {"ZenoFormer-L": "system", "AlbaViT": "system"}),
    ("We test on 3 public benchmarks -- Tarn, Fell and LibriCSS.", {"Tarn": "dataset", "Fell": "dataset", "LibriCSS": "dataset"}),
    ("We use two corpora: Tarn and Fell.", {"Tarn": "dataset", "Fell": "dataset"}),
    ("We lead on the Tarn benchmark (Stone and Dale, 2016).", {"Tarn": "dataset", "Stone": None, "Dale": None}),
    ("The test by Smith et al. was repeated in Kenya in June 2021.", {"Smith": "other", "Kenya": "other", "June 2021": "other"}),
    ("It exceeds MAE by 1.0% and gains 3 over MAE.", {"MAE": "system"}),
    ("The energy MAE of 0.2 is low; the MAE is stable.", {"energy MAE": "metric", "MAE": "metric"}),
    ("The mean cluster depth (MCD) is low, as MCD shows.", {"mean cluster depth": "metric", "MCD": "metric"}),
    ("Velocity error (mAVX) is low.", {"Velocity error": "metric", "mAVX": "metric"}),
    ("It has the lowest Expected Parcel Error on Alba-QA.", {"Expected Parcel Error": "metric", "Alba-QA": "dataset"}),
    ("We replay the Harbour Crane Trace.", {"Harbour Crane Trace": "dataset"}),
    ("We propose ZEB-IT, a bin dataset. ZEB-IT is large. ZEB-IT was made at sea.", {"ZEB-IT": "dataset"}),
    ("We release the largest set of 90k scans of feet with marks, a corpus called FootMarks.", {"FootMarks": "dataset"}),
    ("Our strategy trains on new sets of speech (TALKY and VCTK), and on sets such as TIMIT.", {"VCTK": "dataset", "TIMIT": "dataset"}),
    ("It is better over the 13 public BEIR datasets.", {"BEIR": "dataset"}),
    ("An NVIDIA RTX is used.", {"NVIDIA RTX": "other"}),
    ("Both En-De and T2I retrieval are tasks.", {"En-De": "other", "T2I": "other"}),
]
METRICS = [
    ("It has a recall@100 of 93, an NDCG@10 of 41 and a pass@1 of 12.", ["recall@100", "NDCG@10", "pass@1"]),
    ("It has chrF++ of 51, AP_{50} of 44 and ROUGE-L of 31.", ["chrF++", "AP_{50}", "ROUGE-L"]),
    ("It yields 4 tokens per second in the second run.", ["tokens per second"]),
    ("The Hausdorff distance and the odds ratio are low.", ["Hausdorff distance", "odds ratio"]),
    ("The area under the ROC curve is 0.9.", ["area under the ROC curve"]),
    ("The effect is large (P = 0.004; HR 0.73).", ["P", "HR"]),
    ("In P we trust, and R is free.", []),
]
OWN = [
    ("The resulting algorithm, ZeR, is quick. ZeR beats AlbaNet.", None, ["The resulting algorithm", "ZeR", "ZeR"]),
    ("ZenoHash learns codes. It is better than AlbaNet. ZenoHash is small.", "Many Budgets: One Code", ["ZenoHash", "ZenoHash"]),
    ("We answer this with ZenoSense, a video model. ZenoSense is small.", None, ["ZenoSense", "ZenoSense"]),
    ("Compared with AlbaVid, our ZetaQA score is higher.", None, []),
    ("We study a lottery that offered Zetacoins to winners.", None, []),
    ("Tarovex reduced pain in adults. Tarovex was safe.", "Tarovex in Adults", []),
    ("Our model, dubbed XLM-R, is large.", None, ["Our model", "XLM-R"]),
    ("We attach our method to ZenoTrack in all tests.", None, ["our method"]),
    ("We develop a novel ZenoBoost-inspired ensemble.", None, []),
    ("We propose context-aware pooling modules (CPMs).", None, []),
    ("We introduce a weighted Humber loss.", None, []),
    ("We propose to train a once-for-some (OFS) network.", None, ["once-for-some", "OFS"]),
    ("The resulting new dataset ZenoAtom-9k is used.", None, ["ZenoAtom-9k"]),
    ("We propose masked reef distillation (MRD). MRD is small.", None, ["masked reef distillation", "MRD", "MRD"]),
    ("Loud models win. In tests, Loud models beat quiet ones and loud models last.", None, []),
    ("Agents write BibFoo entries with errors. They need BibFoo entries.", "BibFoo Errors of Agents", []),
    ("Visual Prompt Tuning (VPT) is a common task.", "Better Masks for Visual Prompt Tuning", []),
]


def kinds(text: str) -> dict[str, str]:
    return {mention.text: mention.kind.value for mention in Passage(text).mentions}


@pytest.mark.parametrize(("text", "expected"), EXTENTS)
def test_names_begin_and_end_where_a_reader_sees_them(text: str, expected: list[str]) -> None:
    """Versions, years and parts belong to a name; units, counted adjectives and the first words of sentences are none."""
    named = [mention for mention in Passage(text).mentions if mention.kind is not MentionKind.METRIC]
    assert [mention.text for mention in named] == expected


@pytest.mark.parametrize(("text", "expected"), KINDS)
def test_shape_and_neighbours_tell_what_a_name_names(text: str, expected: dict[str, str | None]) -> None:
    """What holds many things or is evaluated on is a dataset; an odd spelling alone is a system; people and places are neither."""
    found = kinds(text)
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(("text", "expected"), METRICS)
def test_metrics_are_known_by_shape_and_phrase(text: str, expected: list[str]) -> None:
    """Cut-offs, variants, phrases of several words; letters only where their value follows."""
    assert [mention.text for mention in Passage(text).mentions if mention.kind is MentionKind.METRIC] == expected


@pytest.mark.parametrize(("text", "title", "expected"), OWN)
def test_the_system_that_acts_most_is_the_paper_s_own(text: str, title: str | None, expected: list[str]) -> None:
    """Where nothing is introduced the acting name counts; rivals, drugs, tasks and scores on a benchmark do not."""
    assert [mention.text for mention in Passage(text, title).mentions if mention.role is Role.OWN] == expected


def test_names_in_small_letters_are_found_where_they_are_introduced() -> None:
    """An apposition or a verb of naming introduces them; every later place counts."""
    text = "We study filter centring, a cheap trick. A scheme called lazy mixing helps. Filter centring wins, and lazy mixing too."
    assert [mention.text for mention in find_own_phrases(text)] == ["filter centring", "lazy mixing", "Filter centring", "lazy mixing"]


def test_descriptions_are_no_names_in_small_letters() -> None:
    """Objects of "we present" that are described at once, but are ordinary words, stay words."""
    assert (
        find_own_phrases("We present experiments, a table and more. We study how it works, a hard question. It is called for, we find.")
        == []
    )


def test_words_are_no_well_known_names() -> None:
    """A name in capitals alone is not meant by the word; sizes and versions do not hide a name."""
    found = [
        known_dataset("RACE"),
        known_dataset("Race"),
        known_system("ViT-B/16"),
        exactly_known("Llama-2-7B"),
        known_other("January 2020"),
    ]
    assert found == [True, False, True, True, True]


def test_metric_shapes_leave_models_alone() -> None:
    """A metric's letters inside another name are no metric."""
    words = ("mAP", "AP75", "nDCG@10", "MAE-B", "ISIC", "APIs", "IS-Net", "F_1", "top-5")
    assert [word for word in words if is_metric_shape(word)] == ["mAP", "AP75", "nDCG@10", "F_1", "top-5"]


@pytest.mark.parametrize("piece", ["aa bb (AB) ", "we call aa-bb to ", "Nam acts on Dat. ", '"Ab Cd ', "We propose Foo, a bar. "])
def test_time_grows_with_the_length_alone(piece: str) -> None:
    """Four times the text takes about four times as long, whatever it repeats."""

    def seconds(repeated: int) -> float:
        text = "".join(f"{piece}{index} " for index in range(repeated))
        return least_seconds(lambda: Passage(text).mentions)

    assert seconds(6000) < 12 * max(seconds(1500), 0.02)
