package dev.underpin.dialect.mysql.lexer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.dialect.mysql.canonical.ScratchRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementSplitterTest {
  @Test
  void a_semicolon_ends_a_statement_but_not_in_strings_names_and_comments() {
    assertThat(
            StatementSplitter.split(
                "SELECT ';', \";\", `;`, 'it''s \\';' -- no; end\n; # none; here\n/* ; */ SELECT 2;;"))
        .containsExactly(
            "SELECT ';', \";\", `;`, 'it''s \\';' -- no; end", "# none; here\n/* ; */ SELECT 2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TRIGGER t BEFORE INSERT ON x FOR EACH ROW BEGIN SET new.a = 1; SET new.b = if(1, 2, 3); END",
        "CREATE DEFINER=`root`@`%` PROCEDURE p() BEGIN IF a THEN SELECT 1; ELSEIF b THEN SELECT 2; END IF; END",
        "CREATE PROCEDURE p() BEGIN CASE a WHEN 1 THEN SELECT 1; ELSE BEGIN END; END CASE; SELECT CASE 1 WHEN 1 THEN 2 END; END",
        "CREATE PROCEDURE p() BEGIN l: LOOP LEAVE l; END LOOP l; WHILE a DO SET a = 0; END WHILE; REPEAT SET a = 1; UNTIL a END REPEAT; END",
        "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO BEGIN SELECT repeat('x', 3); DROP TABLE IF EXISTS t; END",
        "CREATE PROCEDURE p() BEGIN IF EXISTS (SELECT 1) THEN SELECT 1; END IF; IF NOT EXISTS (SELECT 1) THEN SELECT 2; END IF; END",
        "CREATE PROCEDURE p() BEGIN DROP TABLE IF EXISTS t; CREATE TABLE IF NOT EXISTS t (a int); END",
        "CREATE FUNCTION f(a int) RETURNS int RETURN if(a > 1, 2, 3)"
      })
  void a_body_is_a_part_of_its_statement(String statement) {
    assertThat(StatementSplitter.split(statement + ";\nSELECT 1;"))
        .containsExactly(statement, "SELECT 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "USE shop",
        "create database x",
        "DROP SCHEMA IF EXISTS x",
        "CREATE TABLE `shop`.orders (id int)",
        "INSERT INTO shop.orders VALUES (1)",
        "SET GLOBAL sql_mode = ''",
        "GRANT ALL ON *.* TO u"
      })
  void what_would_change_something_else_is_not_tried(String statement) {
    assertThat(ScratchRule.refuses(statement)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE orders (id int, a decimal(1.0))",
        "CREATE VIEW v AS SELECT o.id FROM orders o JOIN x ON o.id = x.id",
        "SET NAMES utf8mb4",
        "INSERT INTO t VALUES (1.5)"
      })
  void what_is_about_one_database_is_tried(String statement) {
    assertThat(ScratchRule.refuses(statement)).isEmpty();
  }

  @Test
  void what_stands_in_an_executable_comment_is_code() {
    assertThat(StatementSplitter.split("/*!50003 SET @a = 1 */; /*M!100100 SELECT 2 */; SELECT 3"))
        .containsExactly("/*!50003 SET @a = 1 */", "/*M!100100 SELECT 2 */", "SELECT 3");
  }
}
