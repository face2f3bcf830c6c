package dev.underpin.dialect;

import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Table;
import java.util.Optional;

/**
 * How an engine's types are written in Prisma's schema.
 *
 * @see <a href="https://www.prisma.io/docs/orm/reference/prisma-schema-reference">its reference</a>
 */
public interface PrismaTypes {
  /** Prisma's word for the engine. */
  String provider();

  /** The type of a column; absent where Prisma has none. */
  Optional<PrismaType> of(Column column, Schema schema);

  /** True for a column that numbers the rows by itself. */
  default boolean isNumbered(Table table, Column column) {
    return column.identity().isPresent();
  }

  /** True where the name of a primary key is the database's, and can be written. */
  boolean namesPrimaryKeys();

  /** True where the name of a foreign key can be written. */
  boolean namesForeignKeys();
}
