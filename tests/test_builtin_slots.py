"""The slots of the built-in reader on the ways people word comparisons, measures, data sets and owners."""

from __future__ import annotations

from functools import partial

import pytest

from extract.models.builtin import read_paper
from tests.timing import least_seconds

START = "We propose ZenoNet, a small network. "
BASELINES = [
    ("ZenoNet lowers the error rate by 12% with respect to the monolingual baseline.", ["the monolingual baseline"]),
    ("ZenoNet reduces errors by 12% compared to naively using the synthetic data.", ["naively using the synthetic data"]),
    ("ZenoNet is 2.1 points better than training from scratch.", ["training from scratch"]),
    ("ZenoNet is 5% more accurate than a hybrid (HMM) recogniser.", ["hybrid (HMM) recogniser"]),
    ("ZenoNet brings a 23% improvement in error rate from the base model.", ["base model"]),
    ("ZenoNet clearly outperforms the older parsers (7.4% and 5.1% F1 gain).", ["older parsers", "older parsers"]),
    ("ZenoNet yields a 2.5% gain over majority voting.", ["majority voting"]),
    ("ZenoNet gives a 3.1% gain over all classes.", [None]),
    ("ZenoNet gives a 3% higher F1 than that obtained by SlowNet.", ["SlowNet"]),
    ("ZenoNet beats the earlier state-of-the-art detector SparseHead by 2.1 mAP.", ["SparseHead"]),
    ("ZenoNet reduces the error relative to the size-specific baseline TinyHead by 19%.", ["TinyHead"]),
    ("ZenoNet is 4 points below human performance.", ["human performance"]),
    ("The F1 of ZenoNet is 2.4 points ahead of the runner-up SlowNet.", ["SlowNet"]),
    ("ZenoNet is only 0.8 points behind the uncompressed baseline.", ["the uncompressed baseline"]),
    ("ZenoNet wins, surpassing FastNet by 0.6 BLEU and the previous best by 2.1 BLEU.", ["FastNet", "previous best"]),
    ("ZenoNet boosts FastNet by 1.2% and SlowNet by 2.4%.", ["FastNet", "SlowNet"]),
    ("ZenoNet outperforms SlowNet on 5 sets by 2.7%.", [None, "SlowNet"]),
    ("ZenoNet reaches 92% of the accuracy of SlowNet.", ["SlowNet"]),
    ("ZenoNet improves on earlier work by 1.5 AP on Bats and 4.9 AP on Owls.", ["earlier work", "earlier work"]),
]
METRICS = [
    ("ZenoNet is strong, recording 30.5% in mAP and 52.7% in NDS.", ["mAP", "NDS"]),
    ("ZenoNet beats people in 8 out of 31 games.", ["games", "games"]),
    ("ZenoNet improves ROUGE-1/2/L by 1.1/0.9/1.3 points.", ["ROUGE-1", "ROUGE-2", "ROUGE-L"]),
    ("ZenoNet reaches 90% of the performance of SlowNet.", ["performance"]),
    ("ZenoNet offers a 3.1x speed up over SlowNet.", ["speed"]),
    ("ZenoNet gets 94.3% mean reader performance and 90.1% median performance.", ["mean reader", "median performance"]),
    ("ZenoNet finds a route in 1.7 seconds.", ["time"]),
    ("ZenoNet needs just 3 timesteps and 2.1 W.", ["timesteps", "power"]),
    ("ZenoNet reaches a FLIRT score of 0.40.", ["FLIRT score"]),
    ("ZenoNet comes with 12M/28M/60M parameters.", ["parameters"] * 3),
    ("Our 3-layer model scores 61.4 on Brack.", ["layer", None]),
    ("ZenoNet lifts CiteScore of SlowNet from 61.3 to 72.8.", ["CiteScore", "CiteScore"]),
    ("ZenoNet gains 6.5 SPIDEr points.", ["SPIDEr"]),
    ("ZenoNet attains 70.4% (top-1) and 92.8% (top-5).", ["top-1", "top-5"]),
    ("Removing the memory hurts mAP by 1.8 points.", ["mAP"]),
    ("ZenoNet uses 8.9 mJ.", ["energy"]),
    ("ZenoNet is trained on a 2000-hour corpus.", ["data"]),
    ("ZenoNet shows less than 3 ms difference in mean absolute error.", ["mean absolute error"]),
    ("ZenoNet reduces the WER gap between the student and the teacher by 47%.", ["WER"]),
    ("ZenoNet outperforms SlowNet by 14.5% word/character error rate reduction.", ["word/character error rate"]),
    ("ZenoNet almost doubles the reward.", ["reward"]),
    ("ZenoNet has accuracies of 98.9% and 91.2%.", ["accuracy", "accuracy"]),
]
SUBJECTS = [
    ("Compared with the unpruned baseline, ZenoNet raises recall from 13.7% to 96.8%.", ["the unpruned baseline", "ZenoNet"]),
    ("ZenoNet is far from human performance, and human accuracy is 92.1%.", ["human"]),
    ("ZenoNet reaches 0.63 F1, surpassing the 0.58 F1 score of SlowNet.", ["ZenoNet", "SlowNet"]),
    ("ZenoNet lifts mAP from 37.4 to 39.1 for FastNet.", ["FastNet", "FastNet"]),
    ("The error of ZenoNet drops to 1.2, from 2.0 for the classical method.", ["ZenoNet", "classical method"]),
    ("ZenoNet gets 91.2% on Brack (previous best: 89.8%).", ["ZenoNet", "previous best"]),
    ("The accuracy of FastNet is 99.1% and of SlowNet is 81.2%.", ["FastNet", "SlowNet"]),
    ("ZenoNet cuts the error of a 3-bit SlowNet from 10.2 to 9.1.", ["SlowNet", "SlowNet", "ZenoNet"]),
    ("The two-stage retriever gets 71.2 MRR.", ["two-stage retriever"]),
    ("The experiments show 71.2 MRR.", ["ZenoNet"]),
    ("ZenoNet is robust across 29 languages.", [None]),
    ("ZenoNet is trained on 158K dialogues.", ["ZenoNet"]),
]
DATASETS = [
    ("ZenoNet gets 93.3% accuracy for English and 87.6% for Basque.", ["English", "Basque"]),
    ("ZenoNet lowers the error in German from 7.1% to 6.2%.", ["German", "German"]),
    ("ZenoNet is strong on the MNIST digit recognition (98.1%) and TIMIT speech recognition tasks (71.6%).", ["MNIST", "TIMIT"]),
    ("Experiments on a doorbell sound dataset show that ZenoNet reaches 96.2% accuracy.", ["doorbell sound dataset"]),
    ("Trained on a doorbell sound dataset, ZenoNet reaches 96.2% accuracy.", [None]),
    ("ZenoNet scores 71.2% on lip reading tasks.", ["lip reading tasks"]),
    ("With the Brack benchmark, ZenoNet reaches 75.4% accuracy.", ["Brack"]),
    ("COCO AP rises by 2.1 points.", ["COCO"]),
    ("ZenoNet has a SUN397 accuracy of 75.4%, its DTD accuracy is 70.1%.", ["SUN397", "DTD"]),
    ("On lip reading and gesture tasks, ZenoNet gains 4.1% and 5.2%, respectively.", ["lip reading", "gesture tasks"]),
    ("On TIMIT, ZenoNet has a phone error rate of 41.6%. A language model brings the PER down to 32.5%.", ["TIMIT", "TIMIT"]),
    ("ZenoNet cuts the error from 3.2 to 1.9 on CIFAR-10 and ImageNet.", ["CIFAR-10 and ImageNet"] * 2),
    ("ZenoNet gains 1.8% on average and up to 4.3% on Brack.", [None, "Brack"]),
    ("ZenoNet reaches 75.4% accuracy (SUN397: 71.2%, DTD: 68.0%).", ["SUN397", "SUN397", "DTD"]),
]


def slot_of(text: str, slot: str) -> list[str | None]:
    return [quantity[slot] for quantity in read_paper(START + text)["quantities"]]


@pytest.mark.parametrize(("text", "baselines"), BASELINES)
def test_baselines(text: str, baselines: list[str | None]) -> None:
    """What a gain is measured against, by name, by description, or by what is done instead."""
    assert slot_of(text, "baseline") == baselines


@pytest.mark.parametrize(("text", "metrics"), METRICS)
def test_metrics(text: str, metrics: list[str | None]) -> None:
    """What a number measures where a preposition, a verb or the whole it is taken out of says so."""
    assert slot_of(text, "metric") == metrics


@pytest.mark.parametrize(("text", "subjects"), SUBJECTS)
def test_subjects(text: str, subjects: list[str | None]) -> None:
    """Who has a value, where it is not the paper's own system; what something is tried on belongs to nobody."""
    assert slot_of(text, "subject") == subjects


@pytest.mark.parametrize(("text", "datasets"), DATASETS)
def test_datasets(text: str, datasets: list[str | None]) -> None:
    """What a result was measured on: a name, a language, or the words for a data set or task."""
    assert slot_of(text, "dataset") == datasets


def test_a_task_in_short_is_no_data_set() -> None:
    """An abbreviation of words that end in a task names the task."""
    text = "Chart Question Answering (CQA) is hard. We use the ChartSeven dataset. ZenoNet reaches 61.2% accuracy."
    assert read_paper(text)["datasets"] == ["ChartSeven"]


def test_who_scores_a_number_is_a_system() -> None:
    """ "Scores" before a number is a verb; the name before it is no data set."""
    assert read_paper("PicoNet scores only 71.2 on Brack.")["datasets"] == ["Brack"]


def test_a_name_with_a_size_is_data() -> None:
    """A name that ends in a number of thousands is a data set, unless the text says otherwise."""
    paper = read_paper("We build Corridor-Walks-100K and introduce ZenoNPD. Our model reaches 77.4 F1.")
    assert (paper["datasets"], paper["quantities"][0]["subject"]) == (["Corridor-Walks-100K"], "ZenoNPD")


def test_what_is_chosen_is_a_setting() -> None:
    """A batch size or learning rate is no result."""
    assert slot_of("ZenoNet is trained with a batch size of 256 and a learning rate of 1e-4.", "kind") == ["setting", "setting"]


def test_what_is_better_by_a_number_is_a_gain() -> None:
    """A number before "better" is a difference, whatever measure stands between."""
    assert slot_of("Compared to FastNet, this is 3.2 AP better.", "kind") == ["improvement"]


def test_a_title_of_plain_words_is_no_system() -> None:
    """Three words with capital letters do not name the system that "our method" stands for."""
    paper = read_paper("Our method reaches 27.9 BLEU.", "Efficient Speech Translation")
    assert paper["quantities"][0]["subject"] is None


KINDS = [
    ("ZenoNet brings 1.5 box AP and 1.1 mask AP gains.", ["improvement", "improvement"]),
    ("ZenoNet achieves a training loss of 0.2891 and a WER of 0.1933.", ["result", "result"]),
    ("ZenoNet is tested on a validation set of size 6,215.", ["data"]),
    ("ZenoNet is right 46% of the time.", ["result"]),
    (
        "ZenoNet cuts the error by 54% (0.24 -> 0.11) and 43% (0.05 -> 0.03).",
        ["improvement", "result", "result", "improvement", "result", "result"],
    ),
]


@pytest.mark.parametrize(("text", "kinds"), KINDS)
def test_kinds_that_a_phrase_tells(text: str, kinds: list[str]) -> None:
    """A loss in training, the size of a set, a share of the time, and a gain behind the bracket of another."""
    assert slot_of(text, "kind") == kinds


def test_a_gain_goes_on_behind_and() -> None:
    """A number that "and" joins to a gain as its equal is a gain, too; a share of a count is a result."""
    text = "ZenoNet shows a 53.3% error reduction over SlowNet and 37.6% over FastNet. It wins 7 out of 8 races."
    assert slot_of(text, "kind") == ["improvement", "improvement", "result", "data"]


@pytest.mark.parametrize("piece", ["4.2, ", "4.2 and ", "4.2 to 3.1 on A, ", "A7 4.2, ", "(4.2), ", "better than A7 by 4.2% and "])
def test_one_sentence_of_many_numbers_is_read_in_linear_time(piece: str) -> None:
    """Looking back over the whole sentence from each number would take the square of it."""
    short, long = (
        least_seconds(partial(read_paper, f"We propose Wren. Wren gets {piece * num}5.3 on Nest."), repeat=1) for num in (250, 2000)
    )
    assert long < 32 * short + 0.5
