package dev.underpin.cli.command;

import dev.underpin.planner.step.Allow;
import dev.underpin.workflow.plan.PlanChoices;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What a person allows by name. */
final class AllowOptions {
  @Option(
      names = "--allow",
      paramLabel = "WORD",
      split = ",",
      converter = WordConverter.class,
      description =
          "Approve by name what a plan needs approval for: drop-table, drop-column, drop-object, lossy,"
              + " rewrite, irreversible, discard, drift, rename-guess, contract-early; or all.")
  List<Word> words = List.of();

  @Option(
      names = "--discard",
      description =
          "Drop for good what would otherwise move to the trash. Rollback cannot restore it.")
  boolean discard;

  PlanChoices choices(Optional<Boolean> rehearse) {
    return new PlanChoices(meaning(words), discard, rehearse);
  }

  /** True where anything is allowed. */
  boolean given() {
    return discard || !words.isEmpty();
  }

  /** All that some words approve. */
  static Set<Allow> meaning(List<Word> words) {
    EnumSet<Allow> allowed = EnumSet.noneOf(Allow.class);
    words.forEach(word -> allowed.addAll(word.meaning()));
    return allowed;
  }

  /** One word, and what it means. */
  record Word(Set<Allow> meaning) {}

  /** Reads one word, or {@code all}. */
  static final class WordConverter implements ITypeConverter<Word> {
    @Override
    public Word convert(String word) {
      if (word.equals("all")) return new Word(EnumSet.allOf(Allow.class));
      return Allow.of(word)
          .map(allow -> new Word(EnumSet.of(allow)))
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'%s' is not a word of --allow; there are: %s, all"
                          .formatted(
                              word,
                              Arrays.stream(Allow.values())
                                  .map(Allow::word)
                                  .collect(Collectors.joining(", ")))));
    }
  }
}
