package dev.underpin.introspect.postgresql.scratch;

import dev.underpin.dialect.postgresql.PostgresDialect;
import dev.underpin.dialect.postgresql.canonical.CanonicalForm;
import dev.underpin.dialect.postgresql.ddl.ObjectText;
import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.Token;
import dev.underpin.introspect.CatalogRows;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Asks the server for its own text of the indexes of materialized views. There are no temporary
 * ones, and a view has no indexes, so they are created on an empty table with the same columns.
 */
record ScratchIndexes(
    Connection connection, PostgresDialect dialect, ScratchNames names, Consumer<Note> notes) {
  private static final String ROWS = "underpin_scratch_rows_";
  private static final String ALL =
      """
      SELECT pg_catalog.pg_get_indexdef(i.indexrelid) AS definition
      FROM pg_catalog.pg_index i
      WHERE i.indrelid = pg_catalog.to_regclass(?)
      """;

  /** The text of each index that the server took, by the statement that declares it. */
  Map<String, String> read(List<SchemaObject> objects) throws SQLException {
    Map<String, String> read = new HashMap<>();
    int number = 0;
    for (SchemaObject object : objects) {
      if (object.kind() != Kind.MATERIALIZED_VIEW) continue;
      List<String> indexes =
          ObjectText.of(object.create()).rest().stream().filter(ScratchIndexes::isIndex).toList();
      if (!indexes.isEmpty()) read(object, indexes, ROWS + number++, read);
    }
    return read;
  }

  static boolean isIndex(String statement) {
    List<Token> tokens = Lexer.tokens(statement);
    return tokens.size() > 2
        && tokens.get(0).word("create")
        && (tokens.get(1).word("index") || tokens.get(2).word("index"));
  }

  private void read(
      SchemaObject object, List<String> indexes, String rows, Map<String, String> read)
      throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      QualifiedName view = names.add(object.name());
      QualifiedName table = new QualifiedName("pg_temp", rows);
      CatalogRows.execute(
          connection, dialect.sql("CREATE TABLE {} AS SELECT * FROM {} WITH NO DATA", table, view));
      for (String index : indexes) read(object.name(), index, table, read);
      connection.releaseSavepoint(before);
    } catch (SQLException e) {
      if (connection.isClosed()) throw e;
      connection.rollback(before);
      // A view that was not taken has its own message.
      if (Rejections.isOfTheText(e))
        notes.accept(Note.rejected(ObjectRef.object(object), Rejections.words(e)));
    }
  }

  /** One at a time, so that each text is that of its statement. */
  private void read(QualifiedName view, String index, QualifiedName table, Map<String, String> read)
      throws SQLException {
    Savepoint before = connection.setSavepoint();
    CatalogRows.execute(connection, on(index, dialect.quote(table)));
    List<String> texts = new ArrayList<>();
    CatalogRows.each(
        connection,
        ALL.replace("?", dialect.literal(dialect.quote(table))),
        row -> texts.add(row.text("definition")));
    connection.rollback(before);
    if (texts.size() == 1) read.put(index, named(names.fromScratch(texts.get(0)), view));
  }

  /** The statement with another table behind ON. */
  private String on(String index, String table) {
    String text = names.toScratch(index);
    int[] place = table(Lexer.tokens(text));
    return text.substring(0, place[0]) + table + text.substring(place[1]);
  }

  private static String named(String text, QualifiedName view) {
    int[] place = table(Lexer.tokens(text));
    return text.substring(0, place[0])
        + CanonicalForm.identifier(view.schema())
        + "."
        + CanonicalForm.identifier(view.name())
        + text.substring(place[1]);
  }

  /** Where the name of the table begins and ends. */
  private static int[] table(List<Token> tokens) {
    int on = 0;
    while (on + 2 < tokens.size() && !tokens.get(on).word("on")) on++;
    int name = tokens.get(on + 1).word("only") ? on + 2 : on + 1;
    int last = name;
    while (last + 2 < tokens.size() && tokens.get(last + 1).is(".")) last += 2;
    return new int[] {tokens.get(name).start(), tokens.get(last).end()};
  }
}
