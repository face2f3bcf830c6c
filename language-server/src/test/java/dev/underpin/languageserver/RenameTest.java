package dev.underpin.languageserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.underpin.languageserver.text.TextLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.eclipse.lsp4j.AnnotatedTextEdit;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PrepareRenameParams;
import org.eclipse.lsp4j.RenameParams;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rename changes every place that names the thing, and writes renamed_from. */
class RenameTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void file() {
    file = folder.resolve("schema.yaml");
  }

  private WorkspaceEdit edit(Editor editor, String text, Position position, String name)
      throws IOException {
    Files.writeString(file, text);
    editor.open(file, text);
    return Editor.get(
        editor
            .server()
            .getTextDocumentService()
            .rename(new RenameParams(Editor.id(file), position, name)));
  }

  /** The text after a rename of the word at the mark. */
  private String renamed(String marked, String name) throws IOException {
    Marked text = Marked.of(marked);
    try (Editor editor = Editor.with("sqlite", false)) {
      return applied(
          text.text(), edit(editor, text.text(), text.position(), name).getChanges(), file);
    }
  }

  private static String applied(String text, Map<String, List<TextEdit>> changes, Path file) {
    return applied(text, changes.getOrDefault(OpenFiles.uri(file), List.of()));
  }

  private static String applied(String text, List<TextEdit> edits) {
    TextLines lines = new TextLines(text);
    List<TextEdit> last = new ArrayList<>(edits);
    last.sort(
        Comparator.comparingInt((TextEdit e) -> lines.offset(e.getRange().getStart())).reversed());
    StringBuilder out = new StringBuilder(text);
    for (TextEdit edit : last)
      out.replace(
          lines.offset(edit.getRange().getStart()),
          lines.offset(edit.getRange().getEnd()),
          edit.getNewText());
    return out.toString();
  }

  @Test
  void a_table_is_renamed_with_its_references_its_rows_and_renamed_from() throws IOException {
    assertThat(
            renamed(
                """
                tables:
                  cust|omers:
                    columns:
                      id: integer not null
                    primary_key: [id]
                  orders:
                    columns:
                      customer: integer
                    foreign_keys:
                      - { columns: [customer], references: customers(id) }
                      - columns: [customer]
                        references: { table: customers, columns: [id] }
                seed:
                  customers:
                    rows:
                      - { id: 1 }
                """,
                "clients"))
        .isEqualTo(
            """
            tables:
              clients:
                renamed_from: customers
                columns:
                  id: integer not null
                primary_key: [id]
              orders:
                columns:
                  customer: integer
                foreign_keys:
                  - { columns: [customer], references: clients(id) }
                  - columns: [customer]
                    references: { table: clients, columns: [id] }
            seed:
              clients:
                rows:
                  - { id: 1 }
            """);
  }

  @Test
  void a_column_is_renamed_in_keys_and_indexes_and_in_references_of_other_tables()
      throws IOException {
    assertThat(
            renamed(
                """
                tables:
                  customers:
                    columns:
                      id: integer not null
                      email: { type: text }
                    primary_key: [id]
                    unique: { customers_email: [email] }
                    indexes:
                      recent: [em|ail desc, id]
                  orders:
                    columns:
                      email: text
                    foreign_keys:
                      - { columns: [email], references: customers(email) }
                seed:
                  customers:
                    key: [email]
                    rows:
                      - { id: 1, email: a@b }
                """,
                "e-mail"))
        .isEqualTo(
            """
            tables:
              customers:
                columns:
                  id: integer not null
                  e-mail: { type: text, renamed_from: email }
                primary_key: [id]
                unique: { customers_email: [e-mail] }
                indexes:
                  recent: ['"e-mail" desc', id]
              orders:
                columns:
                  email: text
                foreign_keys:
                  - { columns: [email], references: customers("e-mail") }
            seed:
              customers:
                key: [e-mail]
                rows:
                  - { id: 1, e-mail: a@b }
            """);
  }

  @Test
  void a_column_in_the_short_form_gets_the_long_one() throws IOException {
    assertThat(
            renamed(
                "tables:\n  a:\n    columns:\n      st|atus: text not null default 'new'\n",
                "state"))
        .isEqualTo(
            "tables:\n  a:\n    columns:\n      state: { type: text, nullable: false, default: \"'new'\", renamed_from: status }\n");
  }

  @Test
  void a_name_that_needs_quotes_gets_them() throws IOException {
    assertThat(renamed("tables:\n  a|b:\n    columns:\n      x: text\n", "yes: no"))
        .isEqualTo("tables:\n  \"yes: no\":\n    renamed_from: ab\n    columns:\n      x: text\n");
    assertThat(renamed("tables:\n  'a|b':\n    columns:\n      x: text\n", "it's"))
        .startsWith("tables:\n  'it''s':\n");
  }

  @Test
  void what_was_renamed_before_keeps_the_name_that_the_database_has() throws IOException {
    String text = "tables:\n  b|b:\n    renamed_from: aa\n    columns:\n      x: text\n";
    assertThat(renamed(text, "cc"))
        .isEqualTo("tables:\n  cc:\n    renamed_from: aa\n    columns:\n      x: text\n");
    assertThat(renamed(text, "aa")).isEqualTo("tables:\n  aa:\n    columns:\n      x: text\n");
  }

  @Test
  void the_ends_of_lines_stay_what_they_are() throws IOException {
    assertThat(renamed("tables:\r\n  a|b:\r\n    columns:\r\n      x: text\r\n", "cd"))
        .isEqualTo("tables:\r\n  cd:\r\n    renamed_from: ab\r\n    columns:\r\n      x: text\r\n");
  }

  @Test
  void all_files_of_a_folder_are_changed() throws IOException {
    Path schema = Files.createDirectories(folder.resolve("db/schema"));
    Path one = schema.resolve("customers.yaml");
    Path two = schema.resolve("orders.yaml");
    String customers = "tables:\n  customers:\n    columns:\n      id: integer\n";
    String orders =
        "tables:\n  orders:\n    columns:\n      c: integer\n    foreign_keys:\n      - { columns: [c], references: customers(id) }\n";
    Files.writeString(one, customers);
    Files.writeString(two, orders);
    try (Editor editor = Editor.with("sqlite", false)) {
      editor.open(two);
      WorkspaceEdit edit =
          Editor.get(
              editor
                  .server()
                  .getTextDocumentService()
                  .rename(
                      new RenameParams(
                          Editor.id(two), Marked.in(orders, "customers", 1), "clients")));
      assertThat(applied(customers, edit.getChanges(), one)).contains("clients:", "renamed_from");
      assertThat(applied(orders, edit.getChanges(), two)).contains("references: clients(id)");
    }
  }

  private static final String WITH_SQL =
      """
      tables:
        orders:
          columns:
            total: { type: integer }
          checks:
            positive: total >= 0
      views:
        big_orders: select total from orders where total > 100
      """;

  @Test
  void text_of_SQL_is_an_edit_that_a_person_confirms_where_the_engine_understands_it()
      throws IOException {
    try (Editor editor = Editor.with("sqlite", true)) {
      WorkspaceEdit edit = edit(editor, WITH_SQL, Marked.in(WITH_SQL, "total", 1), "amount");
      assertThat(edit.getChangeAnnotations()).hasSize(1);
      assertThat(edit.getChangeAnnotations().values())
          .allSatisfy(a -> assertThat(a.getNeedsConfirmation()).isTrue());
      List<TextEdit> all = new ArrayList<>();
      edit.getDocumentChanges().get(0).getLeft().getEdits().forEach(e -> all.add(e.getLeft()));
      assertThat(all)
          .filteredOn(AnnotatedTextEdit.class::isInstance)
          .singleElement()
          .satisfies(e -> assertThat(e.getNewText()).isEqualTo("amount >= 0"));
      assertThat(edit.getChangeAnnotations()).containsKey("sql");
      // Of which table a column of a query is, only the server knows.
      assertThat(applied(WITH_SQL, all)).contains("select total from orders");
      assertThat(editor.messages).singleElement().asString().contains("schema.yaml:8");
    }
  }

  @Test
  void an_editor_that_cannot_confirm_changes_no_SQL_and_is_told() throws IOException {
    try (Editor editor = Editor.with("sqlite", false)) {
      WorkspaceEdit edit = edit(editor, WITH_SQL, Marked.in(WITH_SQL, "orders", 1), "sales");
      String after = applied(WITH_SQL, edit.getChanges(), file);
      assertThat(after).contains("sales:", "from orders where");
      assertThat(editor.messages).singleElement().asString().contains("schema.yaml:8");
    }
  }

  @Test
  void a_name_that_is_taken_a_broken_file_and_other_places_are_refused() throws IOException {
    String text = "tables:\n  a:\n    columns:\n      x: text\n      y: text\n";
    try (Editor editor = Editor.with("sqlite", false)) {
      assertThatThrownBy(() -> edit(editor, text, new Position(3, 6), "y"))
          .hasMessageContaining("There is a column y already");
      assertThatThrownBy(() -> edit(editor, text + "  b: [\n", new Position(3, 6), "z"))
          .hasMessageContaining("not valid YAML");
      editor.change(file, text);
      assertThat(
              Editor.get(
                  editor
                      .server()
                      .getTextDocumentService()
                      .prepareRename(new PrepareRenameParams(Editor.id(file), new Position(2, 6)))))
          .isNull();
      assertThat(
              Editor.get(
                      editor
                          .server()
                          .getTextDocumentService()
                          .prepareRename(
                              new PrepareRenameParams(Editor.id(file), new Position(3, 6))))
                  .getSecond()
                  .getPlaceholder())
          .isEqualTo("x");
    }
  }

  @Test
  void a_text_that_two_tables_share_by_an_alias_is_not_renamed_for_one_of_them()
      throws IOException {
    String text = "tables:\n  a:\n    columns: &c\n      x: text\n  b:\n    columns: *c\n";
    try (Editor editor = Editor.with("sqlite", false)) {
      assertThatThrownBy(() -> edit(editor, text, new Position(3, 6), "z"))
          .hasMessageContaining("alias");
    }
  }
}
