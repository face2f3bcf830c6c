package dev.underpin.cli.command;

import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** In which order many databases are changed, and when to stop. */
final class RolloutOptions {
  @Mixin JobsOption jobs = new JobsOption();

  @Option(
      names = "--canary",
      paramLabel = "N|N%",
      converter = ShareConverter.class,
      description =
          "Change so many databases of targets first, and the others only where all of these succeeded.")
  Optional<Share> canary = Optional.empty();

  @Option(
      names = "--stop-after",
      paramLabel = "N",
      description = "Begin no other database of targets after so many failures. Default: 1.")
  Optional<Integer> stopAfter = Optional.empty();

  /** After how many failures no other database begins. */
  int failures() {
    CliCommand.refuse(
        stopAfter.filter(n -> n < 1).isPresent(), "--stop-after is a number from 1 on.");
    return stopAfter.orElse(1);
  }

  /** How many of so many come first. */
  int first(int all) {
    return canary.map(share -> share.of(all)).orElse(0);
  }

  /** Refuse the flags where there is one database. */
  void refuseAlone() {
    jobs.refuseAlone();
    CliCommand.refuse(canary.isPresent(), JobsOption.alone("--canary"));
    CliCommand.refuse(stopAfter.isPresent(), JobsOption.alone("--stop-after"));
  }

  /** A number, or a part in percent. */
  record Share(int number, boolean isPercent) {
    /** At least one of them. */
    int of(int all) {
      int count = isPercent ? (int) Math.ceil(all * number / 100.0) : number;
      return Math.min(all, Math.max(1, count));
    }
  }

  /** Reads {@code 3} and {@code 5%}. */
  static final class ShareConverter implements ITypeConverter<Share> {
    @Override
    public Share convert(String text) {
      boolean isPercent = text.endsWith("%");
      String digits = isPercent ? text.substring(0, text.length() - 1) : text;
      if (!digits.matches("[1-9]\\d{0,6}") || isPercent && Integer.parseInt(digits) > 100)
        throw new TypeConversionException(
            "'" + text + "' is not a number of databases such as 3, or a part such as 5%");
      return new Share(Integer.parseInt(digits), isPercent);
    }
  }
}
