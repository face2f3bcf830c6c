package dev.underpin.dialect.postgresql;

import java.util.Set;

/**
 * The types that every server has, by the base of their canonical name; none of them is a domain.
 */
final class BuiltInTypes {
  private static final Set<String> NAMES =
      Set.of(
          "bigint",
          "bit",
          "bit varying",
          "boolean",
          "box",
          "bytea",
          "\"char\"",
          "character",
          "character varying",
          "cidr",
          "circle",
          "date",
          "double precision",
          "inet",
          "int4range",
          "int8range",
          "integer",
          "interval",
          "json",
          "jsonb",
          "jsonpath",
          "line",
          "lseg",
          "macaddr",
          "macaddr8",
          "money",
          "name",
          "numeric",
          "numrange",
          "oid",
          "path",
          "pg_lsn",
          "point",
          "polygon",
          "real",
          "regclass",
          "regproc",
          "regtype",
          "smallint",
          "text",
          "time",
          "timestamp",
          "tsquery",
          "daterange",
          "tsrange",
          "tstzrange",
          "tsvector",
          "uuid",
          "xml",
          "bpchar");

  private BuiltInTypes() {}

  /** True for a canonical type of the server's own, or an array of one. */
  static boolean contains(String type) {
    return TypeName.parse(type)
        .map(t -> NAMES.contains(t.base().startsWith("interval ") ? "interval" : t.base()))
        .orElse(false);
  }
}
