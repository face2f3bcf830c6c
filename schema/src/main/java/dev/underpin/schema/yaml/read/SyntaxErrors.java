package dev.underpin.schema.yaml.read;

import dev.underpin.schema.error.Location;
import dev.underpin.schema.error.Problem;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Says in a person's words what YAML's scanner and parser stumbled over. */
final class SyntaxErrors {
  private static final String QUOTE_SQL =
      "quote SQL text that begins with one of > | @ ` % & * ! ' \" [ { , or holds \": \" or \" #\", for example  total: \"> 0\"";

  private static final String ALIAS = "a value that begins with * or & is an alias or an anchor";

  /**
   * What the parser says, in its problem or in its context, and what it means; the first that fits
   * counts.
   */
  private record Rule(String problem, String context, String meaning, String hint) {
    boolean fits(String saidProblem, String saidContext) {
      return !problem.isEmpty() && saidProblem.contains(problem)
          || !context.isEmpty() && saidContext.contains(context);
    }
  }

  private static final List<Rule> RULES =
      List.of(
          new Rule("TAB", "", "a tab cannot be used for indentation in YAML", "indent with spaces"),
          new Rule(
              "cannot start any token", "", "a value cannot begin with this character", QUOTE_SQL),
          new Rule(
              "tag is not allowed",
              "tag",
              "tags such as !x are not supported",
              "a value that begins with ! must be quoted"),
          new Rule(
              "",
              "block scalar",
              "> and | at the beginning of a value start a block of text",
              QUOTE_SQL),
          new Rule(
              "undefined alias",
              "",
              "a value that begins with * is an alias, and nothing has that anchor",
              QUOTE_SQL),
          new Rule("", "alias", ALIAS, QUOTE_SQL),
          new Rule("", "anchor", ALIAS, QUOTE_SQL),
          new Rule(
              "mapping values are not allowed here",
              "",
              "a second \": \" on this line, or a line that is indented too far",
              QUOTE_SQL),
          new Rule(
              "could not find expected ':'",
              "",
              "this is neither \"key: value\" nor part of the value before it",
              "write \"key: value\", or check the indentation"),
          new Rule(
              "expected <block end>",
              "",
              "the value has ended, or the indentation does not fit the lines above",
              "a value that begins with a quote ends at the closing one: quote the whole text"),
          new Rule(
              "",
              "quoted scalar",
              "a quoted text is not closed",
              "inside \"…\" write \\\" and \\\\, inside '…' write ''"),
          new Rule(
              "",
              "flow",
              "a list [ … ] or a mapping { … } is not closed, or lacks a comma",
              "quote text that holds , [ ] { or }"));

  private SyntaxErrors() {}

  static Problem explain(MarkedYAMLException e, SourceText source) {
    Optional<Mark> mark =
        Optional.ofNullable(e.getProblemMark()).or(() -> Optional.ofNullable(e.getContextMark()));
    Location location = mark.map(source::at).orElseGet(source::start);
    String problem = Optional.ofNullable(e.getProblem()).orElse("");
    String context = Optional.ofNullable(e.getContext()).orElse("");
    for (Rule rule : RULES) {
      if (!rule.fits(problem, context)) continue;
      boolean escape = rule.context().equals("quoted scalar") && problem.contains("escape");
      String meaning = rule.meaning() + (escape ? " properly: " + problem : "");
      return error(meaning, location, rule.hint());
    }
    String said = context.isEmpty() ? problem : context + ", " + problem;
    return error("this is not YAML: " + said, location, QUOTE_SQL);
  }

  static Problem explainLimit(YAMLException e, SourceText source, int deepest) {
    String message = Optional.ofNullable(e.getMessage()).orElse("");
    if (message.contains("Nesting Depth")) {
      return error(
          "lists and mappings are nested more than " + deepest + " deep",
          source.start(),
          "a schema needs about ten");
    }
    if (message.contains("aliases")) {
      return error(
          "too many aliases", source.start(), "write out what is meant, or repeat fewer parts");
    }
    return error("this is not YAML: " + message, source.start(), QUOTE_SQL);
  }

  private static Problem error(String message, Location location, String hint) {
    return Problem.error(message, location, "").withHint(hint);
  }
}
