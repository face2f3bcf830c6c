package dev.underpin.introspect.mysql.catalog;

import static dev.underpin.dialect.mysql.MysqlDialect.SQL;

import dev.underpin.dialect.mysql.ddl.ObjectHead;
import dev.underpin.introspect.CatalogRows;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import dev.underpin.schema.model.SqlText;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/**
 * The text that {@code SHOW CREATE} has of an object: as it was written, where information_schema
 * only has its parts. The servers show one at a time.
 */
record ShownTexts(Connection connection) {
  /** The column of the answer that has the statement. */
  private static final Map<Kind, Integer> PLACES =
      Map.of(Kind.VIEW, 2, Kind.TRIGGER, 3, Kind.FUNCTION, 3, Kind.PROCEDURE, 3);

  /** The text of an object; empty where the session may not see it. */
  String of(Kind kind, QualifiedName name) {
    String[] shown = {""};
    try {
      CatalogRows.each(
          connection,
          SQL.sql("SHOW CREATE {} {}", SqlText.of(kind.name()), name),
          row ->
              shown[0] =
                  Optional.ofNullable(row.result().getString(PLACES.getOrDefault(kind, 2)))
                      .orElse(""));
    } catch (SQLException e) {
      return "";
    }
    return shown[0];
  }

  /** A trigger or routine of the URL's database with its text as it was written. */
  SchemaObject shown(SchemaObject.Key key, SchemaObject object) {
    if (object.kind() == Kind.VIEW || !object.name().schema().isEmpty()) return object;
    String text = of(object.kind(), object.name());
    if (text.isEmpty() || object.kind() == Kind.TRIGGER && ObjectHead.isQualified(text))
      return object;
    // What it fires behind is no part of this text.
    String placed =
        ObjectHead.follows(object.create().written())
            .map(other -> ObjectHead.following(text, other))
            .orElse(text);
    return object.withCreate(SqlText.of(placed));
  }
}
