package dev.underpin.planner.lint;

import dev.underpin.schema.declared.Origins.Ignore;
import dev.underpin.schema.finding.Finding;
import dev.underpin.schema.finding.FindingCode;
import java.util.Optional;

/** What is wrong with an ignore itself. */
public final class IgnoreFindings {
  private static final String UNUSED = "{code} is ignored here, and nothing is found.";
  private static final String UNKNOWN = "{code} is no code of lint.";
  private static final String NO_REASON = "{code} is ignored without a reason.";

  private IgnoreFindings() {}

  /** The code, where it is one of lint. */
  public static Optional<FindingCode> code(String text) {
    return FindingCode.of(text).filter(code -> code.name().startsWith("LINT_"));
  }

  /** An ignore without a known code or a reason; it ignores nothing. */
  public static Optional<LintFinding> bad(Ignore ignore, LintSettings settings) {
    boolean known = code(ignore.code()).isPresent();
    if (known && !ignore.reason().isEmpty()) return Optional.empty();
    Finding finding =
        known
            ? Finding.of(FindingCode.LINT_BAD_IGNORE, NO_REASON, ignore.code())
            : Finding.of(
                FindingCode.LINT_BAD_IGNORE,
                UNKNOWN,
                ignore.code().isEmpty() ? "This" : ignore.code());
    String remedy =
        known
            ? "Write why it is right here."
            : "Write a code from UP501 on and the reason, as docs/codes has them.";
    return found(ignore, finding, remedy, LintLevel.ERROR, settings);
  }

  /** An ignore for which there is nothing to ignore. */
  public static Optional<LintFinding> unused(Ignore ignore, LintSettings settings) {
    return found(
        ignore,
        Finding.of(FindingCode.LINT_UNUSED_IGNORE, UNUSED, ignore.code()),
        "Remove it.",
        LintLevel.WARNING,
        settings);
  }

  private static Optional<LintFinding> found(
      Ignore ignore, Finding finding, String remedy, LintLevel usual, LintSettings settings) {
    LintLevel level = settings.level(finding.code(), usual);
    return level == LintLevel.OFF
        ? Optional.empty()
        : Optional.of(
            new LintFinding(level, finding, remedy, Optional.empty(), Optional.of(ignore.place())));
  }
}
