package dev.underpin.schema.yaml.read;

import dev.underpin.schema.error.Location;
import dev.underpin.schema.error.Problem;
import java.util.Optional;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Says in a person's words what YAML's scanner and parser stumbled over. */
final class SyntaxErrors {
  private static final String QUOTE_SQL =
      "quote SQL text that begins with one of > | @ ` % & * ! ' \" [ { , or holds \": \" or \" #\", for example  total: \"> 0\"";

  private SyntaxErrors() {}

  static Problem explain(MarkedYAMLException e, SourceText source) {
    Optional<Mark> mark =
        Optional.ofNullable(e.getProblemMark()).or(() -> Optional.ofNullable(e.getContextMark()));
    Location location = mark.map(source::at).orElseGet(source::start);
    String problem = Optional.ofNullable(e.getProblem()).orElse("");
    String context = Optional.ofNullable(e.getContext()).orElse("");
    if (problem.contains("TAB")) {
      return error("a tab cannot be used for indentation in YAML", location, "indent with spaces");
    }
    if (problem.contains("cannot start any token")) {
      return error("a value cannot begin with this character", location, QUOTE_SQL);
    }
    if (problem.contains("tag is not allowed") || context.contains("tag")) {
      return error(
          "tags such as !x are not supported",
          location,
          "a value that begins with ! must be quoted");
    }
    if (context.contains("block scalar")) {
      return error(
          "> and | at the beginning of a value start a block of text", location, QUOTE_SQL);
    }
    if (problem.contains("undefined alias")) {
      return error(
          "a value that begins with * is an alias, and nothing has that anchor",
          location,
          QUOTE_SQL);
    }
    if (context.contains("alias") || context.contains("anchor")) {
      return error("a value that begins with * or & is an alias or an anchor", location, QUOTE_SQL);
    }
    if (problem.contains("mapping values are not allowed here")) {
      return error(
          "a second \": \" on this line, or a line that is indented too far", location, QUOTE_SQL);
    }
    if (problem.contains("could not find expected ':'")) {
      return error(
          "this is neither \"key: value\" nor part of the value before it",
          location,
          "write \"key: value\", or check the indentation");
    }
    if (problem.contains("expected <block end>")) {
      return error(
          "the value has ended, or the indentation does not fit the lines above",
          location,
          "a value that begins with a quote ends at the closing one: quote the whole text");
    }
    if (context.contains("quoted scalar")) {
      return error(
          "a quoted text is not closed"
              + (problem.contains("escape") ? " properly: " + problem : ""),
          location,
          "inside \"…\" write \\\" and \\\\, inside '…' write ''");
    }
    if (context.contains("flow")) {
      return error(
          "a list [ … ] or a mapping { … } is not closed, or lacks a comma",
          location,
          "quote text that holds , [ ] { or }");
    }
    return error(
        "this is not YAML: " + (context.isEmpty() ? problem : context + ", " + problem),
        location,
        QUOTE_SQL);
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
