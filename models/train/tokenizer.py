"""Byte-level BPE of our own: any text can be written, digits stand alone, specials are single tokens."""

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

from chatml import SPECIALS


def train_tokenizer(texts, vocabulary=2048):
    """Trains on an iterator of strings. llama.cpp knows this pre-tokenizer as `smollm`."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary,
        special_tokens=SPECIALS,
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        min_frequency=2,
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer
