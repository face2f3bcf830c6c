package dev.underpin.cli.prisma;

import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Table;
import java.util.List;

/**
 * A foreign key that Prisma can hold.
 *
 * @param referenced the columns of the parent
 * @param name what tells it from other relations of the same two tables; empty where there is none
 * @param one true where a parent has one child at most
 */
record PrismaRelation(
    Table child, ForeignKey key, Table parent, List<String> referenced, String name, boolean one) {
  PrismaRelation withName(String other) {
    return new PrismaRelation(child, key, parent, referenced, other, one);
  }

  /** True where another one is between the same two tables. */
  boolean isBeside(PrismaRelation other) {
    return child.name().equals(other.child.name()) && parent.name().equals(other.parent.name())
        || child.name().equals(other.parent.name()) && parent.name().equals(other.child.name());
  }
}
