package dev.underpin.cli.command;

import dev.underpin.planner.step.Risk;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How much a step may harm. */
final class RiskOption {
  @Option(
      names = "--max-risk",
      paramLabel = "WORD",
      converter = WordConverter.class,
      description =
          "Refuse steps of a higher risk: low, medium or high. Default: max_risk of the environment, else high.")
  Optional<Risk> max = Optional.empty();

  /** Reads one word. */
  static final class WordConverter implements ITypeConverter<Risk> {
    @Override
    public Risk convert(String word) {
      return Risk.of(word)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'" + word + "' is not a risk; there are: low, medium, high"));
    }
  }
}
