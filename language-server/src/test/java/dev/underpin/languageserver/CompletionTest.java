package dev.underpin.languageserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.lsp4j.CompletionItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is proposed at the cursor, also while the text is half typed. */
class CompletionTest {
  private static final String CUSTOMERS =
      """
      tables:
        customers:
          columns:
            id: integer not null
            email: text not null
            "full name": text
          primary_key: [id]
      """;

  @TempDir Path folder;

  private List<String> at(String engine, String marked) throws IOException {
    return items(engine, marked).stream().map(CompletionItem::getLabel).toList();
  }

  private List<CompletionItem> items(String engine, String marked) throws IOException {
    Marked text = Marked.of(marked);
    Path file = folder.resolve("schema.yaml");
    Files.writeString(file, text.text());
    try (Editor editor = Editor.with(engine, false)) {
      editor.open(file, text.text());
      return editor.completions(file, text.position());
    }
  }

  @Test
  void the_keys_of_a_file_of_a_table_and_of_a_column_are_proposed_with_their_descriptions()
      throws IOException {
    assertThat(at("sqlite", "|")).contains("tables", "enums", "views");
    assertThat(at("sqlite", CUSTOMERS + "    |")).contains("indexes", "checks", "foreign_keys");
    assertThat(at("sqlite", CUSTOMERS + "    |")).doesNotContain("columns", "primary_key");
    List<CompletionItem> keys =
        items("sqlite", "tables:\n  a:\n    columns:\n      id: { type: integer, |}\n");
    assertThat(keys).extracting(CompletionItem::getLabel).contains("nullable", "default");
    assertThat(keys).extracting(CompletionItem::getLabel).doesNotContain("type");
    assertThat(keys)
        .filteredOn(k -> k.getLabel().equals("nullable"))
        .singleElement()
        .satisfies(k -> assertThat(k.getDetail()).contains("NULL"));
  }

  @Test
  void tables_are_proposed_where_a_key_refers_to_one_and_then_their_columns() throws IOException {
    String key =
        CUSTOMERS + "  orders:\n    columns:\n      customer: integer\n    foreign_keys:\n";
    assertThat(at("sqlite", key + "      - columns: [customer]\n        references: cu|"))
        .contains("customers", "orders", "customers(id)");
    assertThat(at("sqlite", key + "      - { columns: [customer], references: customers(|) }\n"))
        .containsExactly("id", "email", "full name");
    assertThat(
            at(
                "sqlite",
                key
                    + "      a:\n        columns: [customer]\n        references: { table: customers, columns: [|] }\n"))
        .contains("id", "email");
  }

  @Test
  void columns_of_the_same_table_are_proposed_in_its_keys_and_indexes() throws IOException {
    assertThat(at("sqlite", CUSTOMERS + "    indexes:\n      by_email: [e|]\n"))
        .containsExactly("id", "email", "full name");
    assertThat(at("sqlite", CUSTOMERS + "    unique:\n      - [|]\n")).contains("email");
    assertThat(
            at(
                "sqlite",
                CUSTOMERS + "    indexes:\n      by_email:\n        columns:\n          - |\n"))
        .contains("email");
    assertThat(at("sqlite", "tables:\n  t:\n    columns:\n      a: text\n    primary_key: [|\n"))
        .contains("a");
  }

  @Test
  void closed_sets_of_words_are_proposed_as_values() throws IOException {
    String key = CUSTOMERS + "    foreign_keys:\n      k:\n        columns: [id]\n";
    assertThat(at("sqlite", key + "        on_delete: |"))
        .contains("cascade", "set null", "no action");
    assertThat(at("sqlite", "tables:\n  a:\n    columns:\n      id: { type: text, nullable: | }\n"))
        .containsExactly("true", "false");
    assertThat(at("postgresql", CUSTOMERS + "    indexes:\n      i: { columns: [id], using: | }"))
        .contains("btree", "gin");
  }

  @Test
  void types_are_those_of_the_engine_and_of_the_schema() throws IOException {
    String text =
        "enums:\n  order_status: [new, paid]\ntables:\n  a:\n    columns:\n      status: |\n";
    assertThat(at("postgresql", text)).contains("order_status", "timestamptz", "jsonb");
    assertThat(at("sqlite", text)).contains("order_status", "integer").doesNotContain("jsonb");
  }

  @Test
  void a_name_that_needs_quotes_is_written_with_them() throws IOException {
    assertThat(
            items(
                "sqlite",
                "tables:\n  \"a: b\":\n    columns:\n      id: text\n  c:\n    columns:\n      x: text\n    foreign_keys:\n      - columns: [x]\n        references: |\n"))
        .filteredOn(i -> i.getLabel().equals("a: b"))
        .singleElement()
        .satisfies(i -> assertThat(i.getTextEdit().getLeft().getNewText()).isEqualTo("\"a: b\""));
  }
}
