package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.cli.command.Commands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What people read is in plain English: messages, help and pages use the terms of the field. This
 * list holds words that were used before, or that are easily used, and what to write instead.
 */
class PlainLanguageTest {
  private static final Path ROOT = Path.of("..");

  /** Texts that may hold a banned phrase, each with its reason. None is needed today. */
  private static final List<Allowed> ALLOWED = List.of();

  private static final List<Banned> BANNED =
      List.of(
          banned("anew", "again, or: recreate, rebuild, rewrite"),
          banned("in plumb", "no drift"),
          banned("waits? for (your|a) word", "needs approval: --allow WORD"),
          banned("meanwhile", "say who can do what: blocks writes, while others write"),
          banned("ways? back", "rollback"),
          banned("(take|takes|took|taken|taking)( it| them| the migration)? back", "roll back"),
          banned("st(and|ands|ood|anding) on", "depend on"),
          banned("in the way", "violation, conflicting data, blocked by"),
          banned("(was|is|are|were) (not )?had", "could not acquire"),
          banned("be it that", "whether"),
          banned("lets?( \\w+){1,5} through", "allows reads and writes"),
          banned("catalog only", "metadata only"),
          banned("half[- ]done", "partially applied"),
          banned("ledgers?", "history"),
          banned("what (is|was) there", "existing, the live schema"),
          banned("asked how it (writes|spells|would write|would spell)", "canonical form"));

  /** A phrase, and what to write instead. */
  private record Banned(Pattern phrase, String instead) {}

  /** A text that may hold what is banned elsewhere. */
  private record Allowed(String where, String text, String reason) {}

  static List<String> commands() {
    return Commands.names();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void help_is_in_plain_language(String command) {
    String help = new Cli(Path.of("")).run(command, "--help").out();

    assertThat(findings("underpin help " + command, 1, help)).isEmpty();
  }

  @Test
  void messages_are_in_plain_language() throws IOException {
    List<String> findings = new ArrayList<>();
    for (Path source : sources()) {
      for (JavaLiterals.Literal literal : JavaLiterals.of(Files.readString(source))) {
        findings.addAll(findings(name(source), literal.line(), literal.text()));
      }
    }

    assertThat(findings).isEmpty();
  }

  @Test
  void pages_are_in_plain_language() throws IOException {
    List<String> findings = new ArrayList<>();
    for (Path page : pages()) findings.addAll(findings(name(page), 1, read(page)));

    assertThat(findings).isEmpty();
  }

  @Test
  void every_exception_has_a_reason() {
    assertThat(ALLOWED).allSatisfy(allowed -> assertThat(allowed.reason()).isNotBlank());
  }

  @Test
  void a_phrase_is_found_across_lines_and_joined_literals() {
    String source =
        "String s = \"It is half\" // not \"this\"\n  + \" done, \" + x + \"in\\nthe way\";";

    assertThat(JavaLiterals.of(source).stream().map(JavaLiterals.Literal::text))
        .containsExactly("It is half", " done, ", "in the way");
    assertThat(JavaLiterals.of("f(\"half\"\n    + \" done\", '\"', \"a\")"))
        .containsExactly(
            new JavaLiterals.Literal(1, "half done"), new JavaLiterals.Literal(2, "a"));
    assertThat(findings("page", 1, "one\nis Half\ndone.")).hasSize(1);
  }

  /** One line for each banned phrase: file, line, the phrase, and what to write instead. */
  private static List<String> findings(String where, int firstLine, String text) {
    List<String> findings = new ArrayList<>();
    for (Banned banned : BANNED) {
      Matcher matcher = banned.phrase().matcher(text);
      while (matcher.find()) {
        if (isAllowed(where, text)) continue;
        long line =
            firstLine + text.substring(0, matcher.start()).chars().filter(c -> c == '\n').count();
        findings.add(
            "%s:%d: \"%s\"; write: %s".formatted(where, line, matcher.group(), banned.instead()));
      }
    }
    return findings;
  }

  private static boolean isAllowed(String where, String text) {
    return ALLOWED.stream().anyMatch(a -> a.where().equals(where) && text.contains(a.text()));
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (Path module : children(ROOT)) {
      Path java = module.resolve("src/main/java");
      if (!Files.isDirectory(java)) continue;
      try (Stream<Path> files = Files.walk(java)) {
        files.filter(f -> f.toString().endsWith(".java")).sorted().forEach(sources::add);
      }
    }
    assertThat(sources).hasSizeGreaterThan(100);
    return sources;
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages =
        new ArrayList<>(
            List.of(
                ROOT.resolve("README.md"),
                ROOT.resolve("CHANGELOG.md"),
                ROOT.resolve("CONTRIBUTING.md")));
    for (String folder : List.of("docs", "docs/codes"))
      children(ROOT.resolve(folder)).stream()
          .filter(f -> f.toString().endsWith(".md"))
          .forEach(pages::add);
    return pages;
  }

  private static String read(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().collect(Collectors.toList());
    }
  }

  private static String name(Path file) {
    return ROOT.relativize(file).toString().replace('\\', '/');
  }

  private static Banned banned(String phrase, String instead) {
    String words = phrase.replace(" ", "\\s+");
    return new Banned(Pattern.compile("\\b(" + words + ")\\b", Pattern.CASE_INSENSITIVE), instead);
  }
}
