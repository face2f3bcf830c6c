package dev.underpin.introspect.mysql;

import dev.underpin.testkit.TestServer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every form of a table: made by SQL, read, written as YAML, declared by it and made again, it is
 * always the same.
 */
class MysqlMatrixTest {
  private static final List<String> WHOLE =
      List.of(
          "",
          "DEFAULT 0",
          "DEFAULT 1",
          "DEFAULT '7'",
          "DEFAULT NULL",
          "DEFAULT TRUE",
          "DEFAULT (1 + 2)");
  private static final List<String> SIGNED =
      List.of("", "DEFAULT 0", "DEFAULT -1", "DEFAULT '-7'", "DEFAULT (abs(-3))");
  private static final List<String> EXACT =
      List.of("", "DEFAULT 0", "DEFAULT 1.5", "DEFAULT '2.50'", "DEFAULT 1e1", "DEFAULT (1.0 / 3)");
  private static final List<String> BITS =
      List.of("", "DEFAULT b'1'", "DEFAULT 1", "DEFAULT 0", "DEFAULT x'01'");
  private static final List<String> TEXT =
      List.of(
          "",
          "DEFAULT ''",
          "DEFAULT 'a'",
          "DEFAULT 'it''s'",
          "DEFAULT \"q\"",
          "DEFAULT '\\\\'",
          "DEFAULT '`'",
          "DEFAULT 'NULL'",
          "DEFAULT NULL",
          "DEFAULT 0",
          "DEFAULT (concat('a', 'b'))",
          "DEFAULT (upper('x'))");
  private static final List<String> LONG =
      List.of(
          "", "DEFAULT ('x')", "DEFAULT ('it''s')", "DEFAULT (concat('a', \"b\"))", "DEFAULT NULL");
  private static final List<String> LABELS =
      List.of("", "DEFAULT 'a'", "DEFAULT 'b''c'", "DEFAULT NULL");
  private static final List<String> BYTES =
      List.of("", "DEFAULT 'ab'", "DEFAULT ''", "DEFAULT NULL");
  private static final List<String> DATES =
      List.of("", "DEFAULT '2020-02-29'", "DEFAULT NULL", "DEFAULT (curdate())");
  private static final List<String> TIMES =
      List.of("", "DEFAULT '10:20:30'", "DEFAULT NULL", "DEFAULT (curtime())");
  private static final List<String> MOMENTS =
      List.of(
          "",
          "DEFAULT '2020-02-29 10:20:30'",
          "DEFAULT '2020-02-29'",
          "DEFAULT CURRENT_TIMESTAMP",
          "DEFAULT now()",
          "DEFAULT localtimestamp ON UPDATE current_timestamp()",
          "ON UPDATE CURRENT_TIMESTAMP",
          "DEFAULT (now() + INTERVAL 1 DAY)");
  private static final List<String> MOMENTS_3 =
      List.of(
          "",
          "DEFAULT '2020-02-29 10:20:30.5'",
          "DEFAULT CURRENT_TIMESTAMP(3)",
          "DEFAULT now(3) ON UPDATE now(3)");
  private static final List<String> NOTHING = List.of("", "DEFAULT NULL");

  private static final Map<String, List<String>> TYPES =
      Map.ofEntries(
          Map.entry("tinyint", SIGNED),
          Map.entry("tinyint(1)", WHOLE),
          Map.entry("tinyint(4)", WHOLE),
          Map.entry("boolean", WHOLE),
          Map.entry("smallint unsigned", WHOLE),
          Map.entry("mediumint", SIGNED),
          Map.entry("int", SIGNED),
          Map.entry("int(11)", WHOLE),
          Map.entry("integer unsigned", WHOLE),
          Map.entry("int(5) zerofill", WHOLE),
          Map.entry("int zerofill", WHOLE),
          Map.entry("bigint", SIGNED),
          Map.entry("bigint(20) unsigned", WHOLE),
          Map.entry("int4", WHOLE),
          Map.entry("decimal", EXACT),
          Map.entry("decimal(10)", EXACT),
          Map.entry("numeric(12,2)", EXACT),
          Map.entry("dec(5,2) unsigned", EXACT),
          Map.entry("float", EXACT),
          Map.entry("float(10,2)", EXACT),
          Map.entry("float(30)", EXACT),
          Map.entry("double", EXACT),
          Map.entry("double precision unsigned", EXACT),
          Map.entry("real", EXACT),
          Map.entry("bit", BITS),
          Map.entry("bit(8)", BITS),
          Map.entry("char", LABELS.subList(0, 2)),
          Map.entry("char(36)", TEXT),
          Map.entry("varchar(20)", TEXT),
          Map.entry("varchar(20) character set latin1", TEXT),
          Map.entry("varchar(20) charset utf8mb3", TEXT),
          Map.entry("varchar(20) collate utf8mb4_bin", TEXT),
          Map.entry("varchar(20) character set ascii collate ascii_bin", TEXT),
          Map.entry("varchar(20) character set binary", BYTES),
          Map.entry("national varchar(10)", TEXT),
          Map.entry("nchar(4)", LABELS.subList(0, 2)),
          Map.entry("character varying(10)", TEXT),
          Map.entry("tinytext", LONG),
          Map.entry("text", LONG),
          Map.entry("text(100)", LONG),
          Map.entry("mediumtext", LONG),
          Map.entry("longtext collate utf8mb4_bin", LONG),
          Map.entry("long varchar", LONG),
          Map.entry("enum('a','b''c','d,e','')", LABELS),
          Map.entry("enum('a', \"b'c\", 'x\\\\y ')", LABELS),
          Map.entry("set('a','b''c')", LABELS),
          Map.entry("binary", BYTES.subList(0, 1)),
          Map.entry("binary(4)", BYTES),
          Map.entry("varbinary(10)", BYTES),
          Map.entry("blob", NOTHING),
          Map.entry("tinyblob", NOTHING),
          Map.entry("longblob", NOTHING),
          Map.entry("date", DATES),
          Map.entry("time", TIMES),
          Map.entry("time(3)", TIMES),
          Map.entry("datetime", MOMENTS),
          Map.entry("datetime(0)", MOMENTS),
          Map.entry("datetime(3)", MOMENTS_3),
          Map.entry("timestamp", MOMENTS),
          Map.entry("timestamp(3)", MOMENTS_3),
          Map.entry("year", List.of("", "DEFAULT 2020", "DEFAULT '1999'")),
          Map.entry("year(4)", List.of("")),
          Map.entry(
              "json", List.of("", "DEFAULT ('{}')", "DEFAULT (json_array())", "DEFAULT NULL")),
          Map.entry("geometry", NOTHING),
          Map.entry("point", NOTHING),
          Map.entry("linestring", NOTHING),
          Map.entry("polygon", NOTHING),
          Map.entry("multipoint", NOTHING),
          Map.entry("multilinestring", NOTHING),
          Map.entry("multipolygon", NOTHING),
          Map.entry("geometrycollection", NOTHING));

  private static final List<String> NULLABILITY = List.of("", "NULL", "NOT NULL");

  /** All types, each in one table with all its defaults, NULL and NOT NULL. */
  static List<String> types() {
    List<String> tables = new ArrayList<>();
    TYPES.keySet().stream()
        .sorted()
        .forEach(
            type -> {
              StringBuilder sql =
                  new StringBuilder("CREATE TABLE type_" + tables.size() + " (k int");
              int column = 0;
              for (String nullability : NULLABILITY) {
                for (String value : TYPES.get(type)) {
                  if (value.equals("DEFAULT NULL") && nullability.equals("NOT NULL")) continue;
                  sql.append(", c").append(column++).append(' ').append(type);
                  sql.append(' ').append(nullability).append(' ').append(value);
                }
              }
              tables.add(sql.append(')').toString());
            });
    return tables;
  }

  private static final List<String> COLUMNS =
      List.of(
          "CREATE TABLE numbered (id int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, a int) AUTO_INCREMENT=100 COMMENT='it''s \\\\ \"odd\"'",
          "CREATE TABLE numbered_big (id bigint NOT NULL AUTO_INCREMENT, a int, KEY (id), PRIMARY KEY (a, id))",
          "CREATE TABLE serials (id serial)",
          "CREATE TABLE comments (a int COMMENT 'it''s \\\\', b varchar(3) DEFAULT 'x' COMMENT 'ünï 漢字', KEY i (a) COMMENT 'an index')",
          "CREATE TABLE generated_columns (a int, b int AS (a + 1), c int GENERATED ALWAYS AS (a * 2) STORED, d varchar(20) AS (concat('x', a, '''s')) VIRTUAL COMMENT 'c', e boolean AS (a IN (1, 2)), f int AS (if(a > 1 AND b < 3 OR NOT c = 2, 1, 0)), g char(1) AS (substr(d, 1, 1)) STORED, KEY (b), UNIQUE (c))",
          "CREATE TABLE hidden (a int, b int INVISIBLE DEFAULT 3, c varchar(2) NOT NULL DEFAULT 'x' INVISIBLE)",
          "CREATE TABLE `Odd Table.name` (`select` int DEFAULT 1, `a``b` varchar(5) DEFAULT 'x', `Ünï 漢字` int, `from` int, `1a` int, CHECK (`Ünï 漢字` > `from`))",
          "CREATE TABLE zero_dates (a timestamp NULL, b timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP, c timestamp NULL DEFAULT NULL, d timestamp NOT NULL DEFAULT '2000-01-01 00:00:00')",
          "CREATE TABLE places (p point NOT NULL, g geometry, SPATIAL KEY (p))");

  private static final List<String> CONSTRAINTS =
      List.of(
          "CREATE TABLE pk_two (a int, b varchar(30), c int, PRIMARY KEY (b(10), a))",
          "CREATE TABLE uniques (a int UNIQUE, b int, c varchar(100), UNIQUE (b, c), UNIQUE KEY `My Key` (c(20)), UNIQUE (a, b))",
          "CREATE TABLE parent (id int PRIMARY KEY, a int, b int, UNIQUE (a, b), KEY (b))",
          "CREATE TABLE child (id int, a int, b int, c int, CONSTRAINT fk_pair FOREIGN KEY (a, b) REFERENCES parent (a, b) ON DELETE SET NULL ON UPDATE CASCADE, FOREIGN KEY (id) REFERENCES parent (id) ON DELETE RESTRICT, CONSTRAINT `Odd Key` FOREIGN KEY (c) REFERENCES parent (id) ON DELETE NO ACTION)",
          "CREATE TABLE child_indexed (id int PRIMARY KEY, p int, q int, KEY wide (p, q), CONSTRAINT fk_covered FOREIGN KEY (p) REFERENCES parent (id))",
          "CREATE TABLE self (id int PRIMARY KEY, up int REFERENCES self (id), other int, FOREIGN KEY (other) REFERENCES self (id) ON DELETE CASCADE)",
          "CREATE TABLE checks (a int CHECK (a > 0), b varchar(10) CHECK (b IN ('x', 'y')), c int, CHECK (a < c AND b IS NOT NULL), CONSTRAINT `Odd` CHECK (b LIKE 'x%' OR b REGEXP '^[a-z]+$'), CONSTRAINT simple CHECK (length(b) BETWEEN 1 AND 10), CONSTRAINT chosen CHECK (CASE WHEN a = 1 THEN c > 2 ELSE NOT (c = 3) END = 1), CONSTRAINT quoted CHECK (b <> 'it''s \\\\'), CONSTRAINT c1 CHECK (a + c * 2 > (a + 1) * 2 - -1))",
          "CREATE TABLE json_checks (j json, k longtext CHECK (json_valid(k)), m json NOT NULL, n json CHECK (json_length(n) > 1))");

  private static final List<String> INDEXES =
      List.of(
          "CREATE TABLE indexed (a int, b varchar(200), c text, d varchar(20), e blob, KEY plain (a), KEY two (a DESC, b), KEY prefix (b(10), c(20), e(5)), FULLTEXT KEY words (b, c), UNIQUE KEY u (d DESC), KEY `Odd Index` (d))",
          "CREATE TABLE in_memory (a int, b int, KEY h USING HASH (a), KEY t USING BTREE (b), UNIQUE KEY uh (a, b) USING HASH) ENGINE=MEMORY",
          "CREATE TABLE in_files (a int AUTO_INCREMENT, b text, KEY (a), FULLTEXT (b)) ENGINE=MyISAM");

  private static final List<String> TABLES =
      List.of(
          "CREATE TABLE latin (a varchar(10), b varchar(10) COLLATE utf8mb4_bin, c text CHARACTER SET ascii) CHARACTER SET latin1",
          "CREATE TABLE general (a varchar(10), b char(3) COLLATE utf8mb4_unicode_ci, c int) COLLATE utf8mb4_general_ci",
          "CREATE TABLE old_utf8 (a varchar(10)) CHARACTER SET utf8mb3 COLLATE utf8mb3_bin",
          "CREATE TABLE small (a int) ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=8",
          "CREATE TABLE redundant (a int) ROW_FORMAT=REDUNDANT STATS_PERSISTENT=1",
          "CREATE TABLE by_range (id int, d date, PRIMARY KEY (id, d)) PARTITION BY RANGE (year(d)) (PARTITION p0 VALUES LESS THAN (2000), PARTITION p1 VALUES LESS THAN MAXVALUE)",
          "CREATE TABLE by_columns (id int, d date) PARTITION BY RANGE COLUMNS (d, id) (PARTITION p0 VALUES LESS THAN ('2000-01-01', 5), PARTITION `p 1` VALUES LESS THAN (MAXVALUE, MAXVALUE) COMMENT 'it''s')",
          "CREATE TABLE by_list (id int) PARTITION BY LIST (id) (PARTITION a VALUES IN (1, 2), PARTITION b VALUES IN (3, NULL))",
          "CREATE TABLE by_hash (id int PRIMARY KEY) PARTITION BY HASH (id) PARTITIONS 4",
          "CREATE TABLE by_key (id int PRIMARY KEY) PARTITION BY KEY (id) PARTITIONS 2",
          "CREATE TABLE by_both (id int, d int) PARTITION BY RANGE (d) SUBPARTITION BY HASH (id) SUBPARTITIONS 2 (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN (20))");

  private static final List<String> MYSQL =
      List.of(
          "CREATE TABLE m_expressions (a int, b varchar(20), j json, KEY e ((a + 1)), KEY f ((lower(b)) DESC, a), UNIQUE KEY g ((concat(b, 'it''s'))), KEY arr ((CAST(j->'$[*]' AS UNSIGNED ARRAY))))",
          "CREATE TABLE m_hidden_index (a int, b int, KEY i (a) INVISIBLE, UNIQUE KEY u (b) INVISIBLE)",
          "CREATE TABLE m_unenforced (a int, CONSTRAINT m_loose CHECK (a > 1) NOT ENFORCED)",
          "CREATE TABLE m_srid (p point NOT NULL SRID 4326, g geometry SRID 0, SPATIAL KEY (p))",
          "CREATE TABLE m_ngram (a text, FULLTEXT KEY g (a) WITH PARSER ngram)",
          "CREATE TABLE m_generated_not_null (a int, b int AS (a + 1) STORED NOT NULL, c int AS (a) VIRTUAL NOT NULL)",
          "CREATE TABLE m_collation (a varchar(10) COLLATE utf8mb4_0900_as_cs, b varchar(10)) COLLATE utf8mb4_0900_bin");

  private static final List<String> MARIADB =
      List.of(
          "CREATE TABLE r_types (a uuid DEFAULT uuid(), b inet6 DEFAULT '::1', c inet4)",
          "CREATE TABLE r_ignored (a int, KEY i (a) IGNORED)",
          "CREATE TABLE r_srid (p point REF_SYSTEM_ID=4326)",
          "CREATE TABLE r_compressed (a varchar(100) COMPRESSED, b text COMPRESSED)",
          "CREATE TABLE r_pages (a int) PAGE_COMPRESSED=1",
          "CREATE TABLE r_text_defaults (a text DEFAULT 'x', b blob DEFAULT 'y', c varchar(10) DEFAULT concat('a', 'b'))",
          "CREATE TABLE r_null_default (a int DEFAULT 1 CHECK (a > 0), b int NOT NULL DEFAULT (1 + 1) COMMENT 'c' CHECK (b < 9))");

  private static final List<String> OBJECTS =
      List.of(
          "CREATE TABLE base (id int PRIMARY KEY, name varchar(20), amount decimal(10,2))",
          "CREATE VIEW simple_view AS SELECT id, name FROM base WHERE amount > 1.5 AND name <> 'it''s'",
          "CREATE VIEW upper_view AS SELECT v.id AS number, b.* FROM simple_view v JOIN base b ON b.id = v.id",
          "CREATE ALGORITHM=MERGE SQL SECURITY INVOKER VIEW checked_view AS SELECT * FROM base WHERE id > 1 WITH CASCADED CHECK OPTION",
          "CREATE VIEW `Odd View` AS SELECT 1 AS `a b`, 'ünï 漢字' AS c",
          "CREATE TRIGGER base_before BEFORE INSERT ON base FOR EACH ROW BEGIN IF new.amount IS NULL THEN SET new.amount = 0; END IF; END",
          "CREATE TRIGGER base_before_2 BEFORE INSERT ON base FOR EACH ROW SET new.name = upper(new.name)",
          "CREATE TRIGGER base_after AFTER DELETE ON base FOR EACH ROW DELETE FROM base WHERE id < 0",
          "CREATE PROCEDURE counting (IN a int, OUT b varchar(10), INOUT c decimal(10,2)) READS SQL DATA SQL SECURITY INVOKER COMMENT 'it''s' BEGIN DECLARE n int; SELECT count(*) INTO n FROM base WHERE id > a; SET b = n; END",
          "CREATE PROCEDURE nothing () BEGIN END",
          "CREATE FUNCTION twice (x int unsigned) RETURNS bigint DETERMINISTIC NO SQL RETURN x * 2",
          "CREATE FUNCTION words (x varchar(10) CHARACTER SET latin1) RETURNS varchar(20) CHARACTER SET utf8mb4 READS SQL DATA RETURN concat(x, '!')",
          "CREATE EVENT daily ON SCHEDULE EVERY 1 DAY STARTS '2038-01-01 00:00:00' DO DELETE FROM base WHERE id = -1",
          "CREATE EVENT once ON SCHEDULE AT '2037-12-31 23:59:00' ON COMPLETION PRESERVE DISABLE COMMENT 'it''s' DO BEGIN DELETE FROM base WHERE id = -2; END",
          "CREATE EVENT hours ON SCHEDULE EVERY '1:30' HOUR_MINUTE STARTS '2037-01-01 00:00:00' ENDS '2037-06-01 00:00:00' DO SELECT 1");

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyMysql")
  void what_is_read_is_no_difference_when_declared(TestServer server) throws SQLException {
    try (MysqlFixture db = new MysqlFixture(server)) {
      create(db);
      db.assertDeclaringWhatIsReadIsNoChange();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#everyMysql")
  void the_ddl_of_what_is_read_makes_the_same_again(TestServer server) throws SQLException {
    try (MysqlFixture db = new MysqlFixture(server)) {
      create(db);
      db.assertTheModelMakesTheSame(server);
    }
  }

  private static void create(MysqlFixture db) {
    for (List<String> some : List.of(types(), COLUMNS, CONSTRAINTS, INDEXES, TABLES, OBJECTS))
      db.execute(some.toArray(String[]::new));
    db.execute((db.dialect.flavor().isMariaDb() ? MARIADB : MYSQL).toArray(String[]::new));
  }
}
