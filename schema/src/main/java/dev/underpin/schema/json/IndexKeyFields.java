package dev.underpin.schema.json;

import static dev.underpin.schema.json.Form.FLAG;
import static dev.underpin.schema.json.Form.NUMBER;
import static dev.underpin.schema.json.Form.SQL;
import static dev.underpin.schema.json.Form.TEXT;
import static dev.underpin.schema.json.Form.word;

import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.SqlText;
import java.util.Optional;
import java.util.OptionalInt;

/** The fields of a key of an index or constraint. */
final class IndexKeyFields {
  private IndexKeyFields() {}

  static IndexKey key(Fields<IndexKey> f) {
    Optional<String> column = f.optional("column", TEXT, IndexKey::column);
    Optional<SqlText> expression = f.optional("expression", SQL, IndexKey::expression);
    if (column.isPresent() == expression.isPresent())
      throw Form.damaged(f.path(), "a column or an expression");
    return new IndexKey(
        column,
        expression,
        f.usually(false, "descending", FLAG, IndexKey::descending),
        f.optional("nulls", word(IndexKey.Nulls.class), IndexKey::nulls),
        f.optional("collation", TEXT, IndexKey::collation),
        f.optional("operatorClass", TEXT, IndexKey::operatorClass),
        prefixLength(f));
  }

  private static OptionalInt prefixLength(Fields<IndexKey> f) {
    Optional<Long> length =
        f.optional(
            "prefixLength",
            NUMBER,
            k -> k.prefixLength().stream().asLongStream().boxed().findFirst());
    return length.stream().mapToInt(Math::toIntExact).findFirst();
  }
}
