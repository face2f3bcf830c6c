package dev.underpin.dialect.postgresql.lowering;

import java.util.Set;

/**
 * The types that every server has, by the base of their canonical name; none of them is a domain.
 */
public final class BuiltInTypes {
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

  /** The names that the catalog has for its types, found before those of any other namespace. */
  private static final Set<String> CATALOG_NAMES =
      Set.of(
          ("""
          aclitem any anyarray anycompatible anycompatiblearray anycompatiblemultirange \
          anycompatiblenonarray anycompatiblerange anyelement anyenum anymultirange anynonarray \
          anyrange bit bool box bpchar bytea char cid cidr circle cstring date datemultirange \
          daterange event_trigger fdw_handler float4 float8 gtsvector index_am_handler inet int2 \
          int2vector int4 int4multirange int4range int8 int8multirange int8range internal \
          interval json jsonb jsonpath language_handler line lseg macaddr macaddr8 money name \
          numeric nummultirange numrange oid oidvector path pg_ddl_command pg_dependencies \
          pg_lsn pg_mcv_list pg_ndistinct pg_node_tree pg_snapshot point polygon record \
          refcursor regclass regcollation regconfig regdictionary regnamespace regoper \
          regoperator regproc regprocedure regrole regtype table_am_handler text tid time \
          timestamp timestamptz timetz trigger tsm_handler tsmultirange tsquery tsrange \
          tstzmultirange tstzrange tsvector txid_snapshot unknown uuid varbit varchar void xid \
          xid8 xml""")
              .split(" "));

  private BuiltInTypes() {}

  /**
   * True where a type of that name in another namespace is found only by its qualified name, since
   * {@code pg_catalog} is searched first.
   */
  public static boolean hides(String name) {
    return CATALOG_NAMES.contains(name);
  }

  /** True for a canonical type of the server's own, or an array of one. */
  public static boolean contains(String type) {
    return TypeName.parse(type)
        .map(t -> NAMES.contains(t.base().startsWith("interval ") ? "interval" : t.base()))
        .orElse(false);
  }
}
