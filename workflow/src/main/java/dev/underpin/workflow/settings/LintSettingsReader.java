package dev.underpin.workflow.settings;

import dev.underpin.planner.lint.IgnoreFindings;
import dev.underpin.planner.lint.LintLevel;
import dev.underpin.planner.lint.LintSettings;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.yaml.keys.DidYouMean;
import dev.underpin.schema.yaml.read.ProblemCollector;
import dev.underpin.schema.yaml.read.SourceText;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Reads {@code lint:} of {@code underpin.yaml}: a level for each code, and the pattern of names.
 */
record LintSettingsReader(SourceText source, ProblemCollector problems) {
  private static final String NAMES = "names";

  LintSettings read(Map<String, Node> entries) {
    Map<FindingCode, LintLevel> levels = new EnumMap<>(FindingCode.class);
    entries.forEach(
        (key, node) -> {
          if (key.equals(NAMES) || key.startsWith("x-")) return;
          Optional<FindingCode> code = IgnoreFindings.code(key);
          if (code.isEmpty()) unknown(key, node);
          else level(key, node).ifPresent(level -> levels.put(code.get(), level));
        });
    return new LintSettings(levels, Optional.ofNullable(entries.get(NAMES)).flatMap(this::pattern));
  }

  private void unknown(String key, Node node) {
    List<String> known =
        Stream.concat(
                Stream.of(NAMES),
                Stream.of(FindingCode.values())
                    .map(FindingCode::id)
                    .filter(id -> IgnoreFindings.code(id).isPresent()))
            .toList();
    problems.unknownKey(
        "lint has no code \"" + key + "\"",
        source.at(node.getStartMark()),
        "lint." + key,
        DidYouMean.hint(key, known));
  }

  private Optional<LintLevel> level(String key, Node node) {
    Optional<LintLevel> level = LintLevel.of(text(node));
    if (level.isEmpty())
      error(node, "lint." + key, "this is not a level", "write error, warning, info or off");
    return level;
  }

  private Optional<Pattern> pattern(Node node) {
    try {
      return Optional.of(Pattern.compile(text(node)));
    } catch (PatternSyntaxException e) {
      error(node, "lint." + NAMES, "this is not a regular expression", "for example ^[a-z_0-9]+$");
      return Optional.empty();
    }
  }

  private void error(Node node, String path, String message, String hint) {
    problems.error(message, source.at(node.getStartMark()), path, Optional.of(hint));
  }

  private static String text(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }
}
