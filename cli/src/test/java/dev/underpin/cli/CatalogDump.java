package dev.underpin.cli;

import dev.underpin.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the catalog keeps of a database, one line for each part, sorted: definitions, owners,
 * grants, comments, settings. It asks the server itself and shares no code with the product.
 *
 * <p>What is Underpin's own is left out: names that begin with {@code underpin}. The order of
 * columns is left out too.
 */
final class CatalogDump {
  private static final String MEMBER =
      "NOT EXISTS (SELECT FROM pg_depend e WHERE e.objid = %s.oid AND e.deptype = 'e')";
  private static final String NAMESPACE =
      "n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname NOT LIKE 'underpin%'";
  private static final String ACL =
      "(SELECT string_agg(concat_ws(':', CASE x.grantee WHEN 0 THEN 'public' ELSE x.grantee::regrole::text END,"
          + " x.privilege_type, x.is_grantable), ' ' ORDER BY x.grantee, x.privilege_type,"
          + " x.is_grantable) FROM (SELECT DISTINCT grantee, privilege_type,"
          + " is_grantable FROM aclexplode(coalesce(%s, acldefault(%s, %s)))) x)";

  private static final List<String> POSTGRESQL =
      List.of(
          "SELECT 'relation', c.oid::regclass, c.relkind, c.relpersistence, pg_get_userbyid(c.relowner), "
              + acl(
                  "c.relacl",
                  "(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END)::\"char\"",
                  "c.relowner")
              + ", c.reloptions, c.relrowsecurity, c.relforcerowsecurity, c.relispopulated, c.relreplident,"
              + " obj_description(c.oid, 'pg_class'), pg_get_expr(c.relpartbound, c.oid), pg_get_partkeydef(c.oid)"
              + relations("'r', 'v', 'm', 'S', 'f', 'p'"),
          "SELECT 'column', c.oid::regclass, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attislocal,"
              + " pg_get_expr(d.adbin, d.adrelid), a.attidentity, a.attgenerated, a.attcollation::regcollation,"
              + " a.attstorage, to_jsonb(a) ->> 'attcompression', coalesce(nullif(a.attstattarget, -1)::text, ''),"
              + " (SELECT string_agg(x.item::text, ' ' ORDER BY x.item::text) FROM unnest(a.attacl) AS x (item)), col_description(c.oid, a.attnum)"
              + " FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum"
              + " JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
              + " WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attname NOT LIKE 'underpin\\_trash\\_%' AND c.relkind IN"
              + " ('r', 'v', 'm', 'f', 'p', 'c') AND c.relname NOT LIKE 'underpin%' AND "
              + NAMESPACE
              + " AND "
              + MEMBER.formatted("c"),
          "SELECT 'constraint', o.conrelid::regclass, o.contypid::regtype, o.conname, pg_get_constraintdef(o.oid),"
              + " o.convalidated, obj_description(o.oid, 'pg_constraint') FROM pg_constraint o JOIN pg_namespace n ON"
              + " n.oid = o.connamespace WHERE o.contype <> 'n' AND pg_get_constraintdef(o.oid) NOT LIKE"
              + " '%underpin\\_trash%' AND "
              + NAMESPACE,
          "SELECT 'index', i.indexrelid::regclass, pg_get_indexdef(i.indexrelid), i.indisvalid, i.indisclustered,"
              + " i.indisreplident, obj_description(i.indexrelid, 'pg_class') FROM pg_index i JOIN pg_class c ON c.oid ="
              + " i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE pg_get_indexdef(i.indexrelid) NOT"
              + " LIKE '%underpin\\_trash%' AND "
              + NAMESPACE,
          "SELECT 'view', c.oid::regclass, pg_get_viewdef(c.oid)" + relations("'v', 'm'"),
          "SELECT 'function', f.oid::regprocedure, f.prokind, pg_get_userbyid(f.proowner), "
              + acl("f.proacl", "'f'::\"char\"", "f.proowner")
              + ", CASE WHEN f.prokind IN ('f', 'p', 'w') THEN pg_get_functiondef(f.oid) END, obj_description(f.oid,"
              + " 'pg_proc') FROM pg_proc f JOIN pg_namespace n ON n.oid = f.pronamespace WHERE "
              + NAMESPACE
              + " AND "
              + MEMBER.formatted("f"),
          "SELECT 'aggregate', g.aggfnoid::regprocedure, g.aggkind, g.aggnumdirectargs, g.aggtransfn, g.aggfinalfn,"
              + " g.aggcombinefn, g.aggserialfn, g.aggdeserialfn, g.aggmtransfn, g.aggminvtransfn, g.aggmfinalfn,"
              + " g.aggfinalextra, g.aggmfinalextra, g.aggfinalmodify, g.aggmfinalmodify, g.aggsortop::regoper,"
              + " g.aggtranstype::regtype, g.aggtransspace, g.aggmtranstype::regtype, g.aggmtransspace, g.agginitval,"
              + " g.aggminitval, f.proparallel, pg_get_function_arguments(f.oid) FROM pg_aggregate g JOIN pg_proc f"
              + " ON f.oid = g.aggfnoid JOIN pg_namespace n ON n.oid = f.pronamespace WHERE "
              + NAMESPACE
              + " AND "
              + MEMBER.formatted("f"),
          "SELECT 'trigger', t.tgrelid::regclass, pg_get_triggerdef(t.oid), t.tgenabled, obj_description(t.oid,"
              + " 'pg_trigger') FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid ="
              + " c.relnamespace WHERE NOT t.tgisinternal AND "
              + NAMESPACE,
          "SELECT 'policy', p.polrelid::regclass, p.polname, p.polcmd, p.polpermissive, p.polroles::regrole[],"
              + " pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid), obj_description(p.oid,"
              + " 'pg_policy') FROM pg_policy p",
          "SELECT 'rule', r.ev_class::regclass, pg_get_ruledef(r.oid) FROM pg_rewrite r JOIN pg_class c ON c.oid ="
              + " r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace WHERE r.rulename <> '_RETURN' AND "
              + NAMESPACE,
          "SELECT 'type', t.oid::regtype, t.typtype, pg_get_userbyid(t.typowner), "
              + acl("t.typacl", "'T'::\"char\"", "t.typowner")
              + ", format_type(nullif(t.typbasetype, 0), t.typtypmod), t.typnotnull, t.typdefault, (SELECT"
              + " string_agg(e.enumlabel, ' ' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid),"
              + " obj_description(t.oid, 'pg_type') FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace LEFT"
              + " JOIN pg_class c ON c.oid = t.typrelid WHERE t.typtype IN ('e', 'd', 'r', 'c') AND (c.oid IS NULL OR"
              + " c.relkind = 'c') AND "
              + NAMESPACE
              + " AND "
              + MEMBER.formatted("t"),
          "SELECT 'sequence', s.seqrelid::regclass, s.seqtypid::regtype, s.seqstart, s.seqincrement, s.seqmin, s.seqmax,"
              + " s.seqcache, s.seqcycle, (SELECT concat_ws('.', d.refobjid::regclass, (SELECT a.attname FROM pg_attribute a"
              + " WHERE a.attrelid = d.refobjid AND a.attnum = d.refobjsubid)) FROM pg_depend d"
              + " WHERE d.objid = s.seqrelid AND d.deptype IN ('a', 'i')) FROM pg_sequence s JOIN pg_class c ON c.oid ="
              + " s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relname NOT LIKE 'underpin%' AND "
              + NAMESPACE,
          "SELECT 'collation', c.oid::regcollation, to_jsonb(c) - ARRAY['oid', 'collname', 'collnamespace', 'collowner', 'collencoding',"
              + " 'collversion'], pg_get_userbyid(c.collowner), obj_description(c.oid, 'pg_collation') FROM pg_collation c"
              + " JOIN pg_namespace n ON n.oid = c.collnamespace WHERE "
              + NAMESPACE
              + " AND "
              + MEMBER.formatted("c"),
          "SELECT 'cast', c.castsource::regtype, c.casttarget::regtype, c.castfunc::regprocedure, c.castcontext, c.castmethod,"
              + " obj_description(c.oid, 'pg_cast') FROM pg_cast c WHERE c.oid >= 16384 AND "
              + MEMBER.formatted("c").replace("= 'e'", "IN ('e', 'i')"),
          "SELECT 'dictionary', t.oid::regdictionary, l.tmplname, t.dictinitoption, pg_get_userbyid(t.dictowner),"
              + " obj_description(t.oid, 'pg_ts_dict') FROM pg_ts_dict t JOIN pg_ts_template l ON l.oid = t.dicttemplate JOIN"
              + " pg_namespace n ON n.oid = t.dictnamespace WHERE "
              + NAMESPACE
              + " AND "
              + MEMBER.formatted("t"),
          "SELECT 'configuration', c.oid::regconfig, p.prsname, pg_get_userbyid(c.cfgowner), obj_description(c.oid, 'pg_ts_config'),"
              + " (SELECT string_agg(concat_ws(' ', m.maptokentype, m.mapseqno, m.mapdict::regdictionary), ', ' ORDER BY m.maptokentype,"
              + " m.mapseqno) FROM pg_ts_config_map m WHERE m.mapcfg = c.oid) FROM pg_ts_config c JOIN pg_ts_parser p ON p.oid ="
              + " c.cfgparser JOIN pg_namespace n ON n.oid = c.cfgnamespace WHERE "
              + NAMESPACE
              + " AND "
              + MEMBER.formatted("c"),
          "SELECT 'publication', p.pubname, to_jsonb(p) - ARRAY['oid', 'pubname', 'pubowner'], pg_get_userbyid(p.pubowner),"
              + " obj_description(p.oid, 'pg_publication'), (SELECT string_agg((to_jsonb(t) - 'pubname')::text, ' ' ORDER BY"
              + " t.schemaname, t.tablename) FROM pg_publication_tables t WHERE t.pubname = p.pubname AND t.schemaname NOT LIKE"
              + " 'underpin%') FROM pg_publication p",
          "SELECT 'event trigger', v.evtname, v.evtevent, v.evttags, v.evtfoid::regprocedure, v.evtenabled,"
              + " pg_get_userbyid(v.evtowner), obj_description(v.oid, 'pg_event_trigger') FROM pg_event_trigger v",
          "SELECT 'default privileges', pg_get_userbyid(d.defaclrole), d.defaclnamespace::regnamespace, d.defaclobjtype,"
              + " (SELECT string_agg(x.item::text, ' ' ORDER BY x.item::text) FROM unnest(d.defaclacl) AS x (item)) FROM pg_default_acl d",
          "SELECT 'extension', e.extname, e.extnamespace::regnamespace FROM pg_extension e",
          "SELECT 'wrapper', w.fdwname, w.fdwhandler::regproc, w.fdwvalidator::regproc, pg_get_userbyid(w.fdwowner), "
              + acl("w.fdwacl", "'F'::\"char\"", "w.fdwowner")
              + ", (SELECT array_agg(o ORDER BY o) FROM unnest(w.fdwoptions) o), obj_description(w.oid,"
              + " 'pg_foreign_data_wrapper') FROM pg_foreign_data_wrapper w WHERE "
              + MEMBER.formatted("w"),
          "SELECT 'server', s.srvname, s.srvtype, s.srvversion, w.fdwname, pg_get_userbyid(s.srvowner), "
              + acl("s.srvacl", "'S'::\"char\"", "s.srvowner")
              + ", (SELECT array_agg(o ORDER BY o) FROM unnest(s.srvoptions) o), obj_description(s.oid,"
              + " 'pg_foreign_server') FROM pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw",
          "SELECT 'foreign table', f.ftrelid::regclass, s.srvname, (SELECT array_agg(o ORDER BY o) FROM unnest(f.ftoptions) o),"
              + " (SELECT array_agg(a.attname || a.attfdwoptions::text ORDER BY a.attname) FROM pg_attribute a WHERE"
              + " a.attrelid = f.ftrelid AND a.attfdwoptions IS NOT NULL) FROM pg_foreign_table f JOIN pg_foreign_server s"
              + " ON s.oid = f.ftserver",
          "SELECT 'statistics', pg_get_statisticsobjdef(s.oid), s.stxstattarget, pg_get_userbyid(s.stxowner), obj_description(s.oid,"
              + " 'pg_statistic_ext') FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace WHERE "
              + NAMESPACE,
          "SELECT 'schema', n.nspname, pg_get_userbyid(n.nspowner), (SELECT string_agg(x.item::text, ' ' ORDER BY x.item::text) FROM unnest(n.nspacl) AS x (item)), obj_description(n.oid, 'pg_namespace') FROM"
              + " pg_namespace n WHERE "
              + NAMESPACE);

  private final Connection connection;
  private final List<String> lines = new ArrayList<>();

  private CatalogDump(Connection connection) {
    this.connection = connection;
  }

  /** The lines of a database, sorted. */
  static List<String> of(TestDatabase db) {
    try (Connection connection = db.connect()) {
      CatalogDump dump = new CatalogDump(connection);
      switch (db.engine()) {
        case "postgresql" -> POSTGRESQL.forEach(dump::query);
        case "sqlite" -> dump.sqlite();
        default -> dump.mysql();
      }
      Collections.sort(dump.lines);
      return dump.lines;
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot read the catalog of " + db, e);
    }
  }

  private static String acl(String column, String kind, String owner) {
    return ACL.formatted(column, kind, owner);
  }

  private static String relations(String kinds) {
    return " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ("
        + kinds
        + ") AND c.relname NOT LIKE 'underpin%' AND "
        + NAMESPACE
        + " AND "
        + MEMBER.formatted("c");
  }

  private List<List<@Nullable String>> rows(String sql) {
    return TestDatabase.rows(connection, sql);
  }

  private void query(String sql) {
    for (List<String> row : rows(sql)) {
      lines.add(row.stream().map(v -> v == null ? "-" : v).collect(Collectors.joining(" | ")));
    }
  }

  private void mysql() {
    query(
        "SELECT 'database', default_character_set_name, default_collation_name FROM information_schema.schemata"
            + " WHERE schema_name = database()");
    query(
        "SELECT 'trigger order', event_object_table, action_timing, event_manipulation, action_order, trigger_name"
            + " FROM information_schema.triggers WHERE trigger_schema = database()");
    query(
        "SELECT 'event', event_name, time_zone, status, on_completion, event_comment FROM information_schema.events"
            + " WHERE event_schema = database()");
    show(
        "TABLE",
        "SELECT table_name FROM information_schema.tables WHERE table_schema = database() AND table_type = 'BASE TABLE'");
    show(
        "SEQUENCE",
        "SELECT table_name FROM information_schema.tables WHERE table_schema = database() AND table_type = 'SEQUENCE'");
    show("VIEW", "SELECT table_name FROM information_schema.views WHERE table_schema = database()");
    show(
        "TRIGGER",
        "SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = database()");
    show(
        "EVENT",
        "SELECT event_name FROM information_schema.events WHERE event_schema = database()");
    show(
        "PROCEDURE",
        "SELECT routine_name FROM information_schema.routines WHERE routine_schema = database() AND routine_type = 'PROCEDURE'");
    show(
        "FUNCTION",
        "SELECT routine_name FROM information_schema.routines WHERE routine_schema = database() AND routine_type = 'FUNCTION'");
  }

  private void show(String kind, String names) {
    for (List<String> row : rows(names)) {
      String name = Objects.requireNonNull(row.get(0));
      if (name.toLowerCase(Locale.ROOT).startsWith("underpin")) continue;
      String quoted = '`' + name.replace("`", "``") + '`';
      List<String> shown = rows("SHOW CREATE " + kind + " " + quoted).get(0);
      if (kind.equals("TABLE")) {
        Arrays.stream(Objects.requireNonNull(shown.get(1)).split("\n"))
            .map(line -> line.strip().replaceAll(",$", "").replaceAll(" AUTO_INCREMENT=\\d+", ""))
            .filter(line -> !line.contains("underpin_trash_"))
            .forEach(line -> lines.add("table " + name + " | " + line));
      } else {
        // The last column of a trigger is the time at which it was made.
        List<String> kept =
            kind.equals("TRIGGER") ? shown.subList(0, Math.min(6, shown.size())) : shown;
        lines.add(kind.toLowerCase(Locale.ROOT) + " " + String.join(" | ", kept));
      }
    }
  }

  private void sqlite() {
    for (List<String> row :
        rows(
            "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'underpin%'"
                + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
                + " AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')")) {
      String head = row.get(0) + " " + row.get(1);
      String sql = plain(Objects.requireNonNull(row.get(2)));
      if (row.get(0).equals("table") && !sql.contains("virtual table")) {
        int open = sql.indexOf('(');
        int close = sql.lastIndexOf(')');
        if (open > 0 && close > open) {
          parts(sql.substring(open + 1, close)).stream()
              .filter(part -> !part.contains("underpin_trash_"))
              .forEach(part -> lines.add(head + " | " + part));
          sql = sql.substring(close + 1);
        }
      }
      lines.add(head + " | " + sql);
    }
  }

  /** Without quotes of names, and with one way to write blanks. */
  private static String plain(String sql) {
    return sql.replaceAll("[\"`\\[\\]]", "")
        .replaceAll("\\s+", " ")
        .replaceAll(" ?([(),=<>+*/-]) ?", "$1")
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  private static List<String> parts(String list) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    boolean text = false;
    for (int i = 0; i < list.length(); i++) {
      char c = list.charAt(i);
      if (c == '\'') text = !text;
      if (text) continue;
      if (c == '(') depth++;
      if (c == ')') depth--;
      if (c == ',' && depth == 0) {
        parts.add(list.substring(from, i).strip());
        from = i + 1;
      }
    }
    parts.add(list.substring(from).strip());
    return parts;
  }
}
