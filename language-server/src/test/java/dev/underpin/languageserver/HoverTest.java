package dev.underpin.languageserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.ReferenceContext;
import org.eclipse.lsp4j.ReferenceParams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a name, with the plan of a real database, and where names lead. */
class HoverTest {
  private static final String SCHEMA =
      """
      enums:
        order_status: [new, paid]
      tables:
        customers:
          columns:
            id: integer not null
            email: text not null
            score: integer not null default 0
          primary_key: [id]
        orders:
          columns:
            customer: integer
            status: order_status
          foreign_keys:
            - { columns: [customer], references: customers(id) }
      """;

  @TempDir Path folder;

  private Path schema(String text) throws IOException {
    return Files.writeString(folder.resolve("schema.yaml"), text);
  }

  private void database(String... statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("shop.db"));
        Statement statement = connection.createStatement()) {
      for (String sql : statements) statement.execute(sql);
    }
  }

  /** What is said once the plan is made. */
  private static String hover(Editor editor, Path file, Position position) {
    String text = editor.hover(file, position);
    for (int i = 0; i < 20 && text.contains("being made"); i++) text = editor.hover(file, position);
    return text;
  }

  @Test
  void a_key_has_its_description() throws IOException {
    Path file = schema(SCHEMA);
    try (Editor editor = Editor.with("sqlite", false)) {
      editor.open(file);
      assertThat(editor.hover(file, Marked.in(SCHEMA, "primary_key", 1)))
          .contains("The columns of the primary key");
    }
  }

  @Test
  void a_column_has_its_type_and_what_a_plan_would_do_to_it() throws IOException, SQLException {
    String text = SCHEMA.substring(SCHEMA.indexOf("tables"), SCHEMA.indexOf("  orders:"));
    Path file = schema(text);
    Files.writeString(folder.resolve("underpin.yaml"), "url: sqlite:shop.db\n");
    database("create table customers (id integer not null primary key, email text)");
    try (Editor editor = Editor.with("", false)) {
      editor.open(file);
      String added = hover(editor, file, Marked.in(text, "score", 1));
      assertThat(added)
          .contains("column customers.score", "`integer not null default 0`", "- step", "shop.db");
      assertThat(hover(editor, file, Marked.in(text, "id:", 1))).contains("no change");
      assertThat(hover(editor, file, Marked.in(text, "customers", 1)))
          .contains("3 columns", "score", "email");
      database("alter table customers add column score integer not null default 0");
      editor.save(file);
      assertThat(hover(editor, file, Marked.in(text, "score", 1))).contains("no change");
    }
  }

  @Test
  void without_a_database_the_hover_says_so_in_one_line() throws IOException {
    Path file = schema(SCHEMA);
    try (Editor editor = Editor.with("sqlite", false)) {
      editor.open(file);
      assertThat(editor.hover(file, Marked.in(SCHEMA, "email", 1)))
          .contains("No plan: no database is named");
    }
  }

  @Test
  void a_server_that_is_not_there_is_one_line_without_the_password() throws IOException {
    Path file = schema(SCHEMA);
    Map<String, String> variables =
        Map.of("DATABASE_URL", "postgresql://me:secret@127.0.0.1:1/shop");
    try (Editor editor = Editor.with("", false, variables)) {
      editor.open(file);
      String text = hover(editor, file, Marked.in(SCHEMA, "email", 1));
      assertThat(text).contains("No plan for").doesNotContain("secret");
      assertThat(text.lines().filter(l -> l.contains("No plan"))).hasSize(1);
    }
  }

  @Test
  void a_variable_that_is_not_set_costs_the_plan_and_nothing_else() throws IOException {
    Path file = schema(SCHEMA);
    Files.writeString(folder.resolve("underpin.yaml"), "url: ${SHOP_URL}\n");
    try (Editor editor = Editor.with("", false)) {
      editor.open(file);
      assertThat(editor.hover(file, Marked.in(SCHEMA, "email", 1))).contains("No plan", "SHOP_URL");
    }
  }

  @Test
  void a_reference_leads_to_the_table_to_the_column_and_to_the_enum() throws IOException {
    Path file = schema(SCHEMA);
    try (Editor editor = Editor.with("sqlite", false)) {
      editor.open(file);
      assertThat(definition(editor, file, Marked.in(SCHEMA, "customers(id)", 1))).isEqualTo(3);
      Position column = Marked.in(SCHEMA, "(id)", 1);
      column.setCharacter(column.getCharacter() + 1);
      assertThat(definition(editor, file, column)).isEqualTo(5);
      assertThat(definition(editor, file, Marked.in(SCHEMA, "order_status", 2))).isEqualTo(1);
      var uses =
          Editor.get(
              editor
                  .server()
                  .getTextDocumentService()
                  .references(
                      new ReferenceParams(
                          Editor.id(file), new Position(5, 6), new ReferenceContext(true))));
      assertThat(uses).extracting(l -> l.getRange().getStart().getLine()).contains(5, 8, 14);
    }
  }

  private static int definition(Editor editor, Path file, Position position) {
    return Editor.get(
            editor
                .server()
                .getTextDocumentService()
                .definition(new DefinitionParams(Editor.id(file), position)))
        .getLeft()
        .get(0)
        .getRange()
        .getStart()
        .getLine();
  }

  @Test
  void the_outline_has_tables_with_their_columns() throws IOException {
    Path file = schema(SCHEMA);
    try (Editor editor = Editor.with("sqlite", false)) {
      editor.open(file);
      List<DocumentSymbol> outline = new ArrayList<>();
      Editor.get(
              editor
                  .server()
                  .getTextDocumentService()
                  .documentSymbol(new DocumentSymbolParams(Editor.id(file))))
          .forEach(s -> outline.add(s.getRight()));
      assertThat(outline)
          .extracting(DocumentSymbol::getName)
          .containsExactly("order_status", "customers", "orders");
      assertThat(outline.get(1).getChildren())
          .extracting(DocumentSymbol::getName)
          .containsExactly("id", "email", "score");
    }
  }
}
