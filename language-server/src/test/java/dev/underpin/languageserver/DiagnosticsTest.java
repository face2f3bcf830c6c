package dev.underpin.languageserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.lsp4j.CodeActionContext;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What validate and lint say, while the text is typed. */
class DiagnosticsTest {
  private static final String GOOD =
      "tables:\n  customers:\n    columns:\n      id: integer not null\n    primary_key: [id]\n";

  @TempDir Path folder;

  private Path schema(String text) throws IOException {
    return Files.writeString(folder.resolve("schema.yaml"), text);
  }

  private static String message(Diagnostic diagnostic) {
    return diagnostic.getMessage().getLeft();
  }

  @Test
  void an_error_stands_at_its_exact_place_in_UTF_16_columns() throws IOException {
    Path file = schema(GOOD);
    String line = "      n: { comment: \"😀\", typo: text, type: text }";
    String text = "tables:\n  t:\n    columns:\n" + line + "\n";
    try (Editor editor = Editor.with("sqlite", false)) {
      editor.open(file, text);
      List<Diagnostic> found =
          editor.diagnostics(
              file, d -> d.stream().anyMatch(x -> x.getSeverity() == DiagnosticSeverity.Error));
      Diagnostic error =
          found.stream().filter(d -> d.getSeverity() == DiagnosticSeverity.Error).findFirst().get();
      int column = line.indexOf("typo");
      assertThat(error.getRange())
          .isEqualTo(new Range(new Position(3, column), new Position(3, column + 4)));
      assertThat(error.getCode().getLeft()).startsWith("UP");
      assertThat(error.getSource()).isEqualTo("underpin");
    }
  }

  @Test
  void what_lint_finds_is_a_warning_with_its_code() throws IOException {
    Path file = schema("tables:\n  t:\n    columns:\n      a: text\n");
    try (Editor editor = Editor.with("sqlite", false)) {
      editor.open(file);
      assertThat(editor.diagnostics(file, d -> !d.isEmpty()))
          .allSatisfy(d -> assertThat(d.getCode().getLeft()).startsWith("UP5"));
    }
  }

  @Test
  void the_text_of_the_editor_counts_and_not_that_of_the_disk() throws IOException {
    Path file = schema(GOOD);
    try (Editor editor = Editor.with("sqlite", false)) {
      editor.open(file);
      editor.change(file, new Range(new Position(4, 18), new Position(4, 20)), "ix");
      assertThat(editor.diagnostics(file, d -> !d.isEmpty()))
          .anySatisfy(d -> assertThat(message(d)).contains("there is no column \"ix\""));
      editor.change(file, GOOD);
      editor.diagnostics(
          file, d -> d.stream().noneMatch(x -> x.getSeverity() == DiagnosticSeverity.Error));
    }
  }

  @Test
  void an_error_of_another_file_of_the_folder_is_shown_there() throws IOException {
    Path schema = Files.createDirectories(folder.resolve("tables"));
    Files.writeString(folder.resolve("underpin.yaml"), "schema: tables\nurl: sqlite:x.db\n");
    Path one = Files.writeString(schema.resolve("one.yaml"), GOOD);
    Path two =
        Files.writeString(
            schema.resolve("two.yaml"),
            "tables:\n  orders:\n    columns:\n      c: integer\n    primary_key: [c]\n    foreign_keys:\n      k: { columns: [c], references: customers(nothing) }\n");
    try (Editor editor = Editor.with("", false)) {
      editor.open(one);
      assertThat(editor.diagnostics(two, d -> !d.isEmpty()))
          .anySatisfy(d -> assertThat(d.getRange().getStart().getLine()).isEqualTo(6));
      assertThat(editor.diagnostics(one, d -> true))
          .noneMatch(d -> d.getSeverity() == DiagnosticSeverity.Error);
    }
  }

  @Test
  void the_configuration_has_diagnostics_too() throws IOException {
    Path file = Files.writeString(folder.resolve("underpin.yaml"), "url: sqlite:a.db\n");
    try (Editor editor = Editor.with("", false)) {
      editor.open(file, "url: sqlite:a.db\nschemaa: x.yaml\n");
      assertThat(editor.diagnostics(file, d -> !d.isEmpty()))
          .singleElement()
          .satisfies(
              d -> {
                assertThat(message(d)).contains("schemaa");
                assertThat(d.getRange().getStart().getLine()).isEqualTo(1);
              });
    }
  }

  @Test
  void a_broken_text_is_an_error_and_breaks_nothing_else() throws IOException {
    Path file = schema(GOOD);
    try (Editor editor = Editor.with("sqlite", false)) {
      editor.open(file, GOOD + "  orders:\n    colu\n  more:\n    columns:\n      a: text\n");
      editor.diagnostics(
          file, d -> d.stream().anyMatch(x -> x.getSeverity() == DiagnosticSeverity.Error));
      assertThat(editor.complete(file, new Position(6, 8))).contains("columns");
      assertThat(editor.hover(file, new Position(1, 4))).contains("table customers");
    }
  }

  @Test
  void a_misspelt_word_can_be_replaced() throws IOException {
    Path file = schema("tables:\n  t:\n    colums:\n      a: text\n");
    try (Editor editor = Editor.with("sqlite", false)) {
      editor.open(file);
      List<Diagnostic> found =
          editor.diagnostics(
              file, d -> d.stream().anyMatch(x -> message(x).contains("did you mean")));
      var actions =
          Editor.get(
              editor
                  .server()
                  .getTextDocumentService()
                  .codeAction(
                      new CodeActionParams(
                          Editor.id(file), found.get(0).getRange(), new CodeActionContext(found))));
      assertThat(actions)
          .anySatisfy(a -> assertThat(a.getRight().getTitle()).isEqualTo("Write columns"));
    }
  }

  @Test
  void a_file_that_is_no_schema_is_left_alone() throws IOException {
    Path schema = schema(GOOD);
    Path other = Files.writeString(folder.resolve("compose.yaml"), "services: {}\n");
    try (Editor editor = Editor.with("sqlite", false)) {
      editor.open(other);
      editor.open(schema);
      editor.diagnostics(schema, d -> true);
      assertThat(editor.complete(other, new Position(1, 0))).isEmpty();
    }
  }
}
