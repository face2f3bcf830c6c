package dev.underpin.dialect;

import dev.underpin.schema.model.QualifiedName;
import java.util.List;
import java.util.Optional;

/**
 * The type of a column as Prisma's schema has it.
 *
 * @param name a scalar of Prisma, such as {@code String}; empty for an enum
 * @param attribute the native type without {@code @db.}; empty where it is the usual one of the
 *     scalar
 * @param list true for an array
 * @param enumType the enum of the schema
 * @param labels the labels of a type that lists them in the column
 */
public record PrismaType(
    String name,
    String attribute,
    boolean list,
    Optional<QualifiedName> enumType,
    List<String> labels) {
  public PrismaType {
    labels = List.copyOf(labels);
  }

  /** A scalar with the native type that the engine uses for it unasked. */
  public static PrismaType of(String name) {
    return of(name, "");
  }

  /** A scalar with a native type. */
  public static PrismaType of(String name, String attribute) {
    return new PrismaType(name, attribute, false, Optional.empty(), List.of());
  }

  /** An enum of the schema. */
  public static PrismaType ofEnum(QualifiedName name) {
    return new PrismaType("", "", false, Optional.of(name), List.of());
  }

  /** A type that lists its labels in the column. */
  public static PrismaType ofLabels(List<String> labels) {
    return new PrismaType("", "", false, Optional.empty(), labels);
  }

  /** An array of this. */
  public PrismaType asList() {
    return new PrismaType(name, attribute, true, enumType, labels);
  }
}
