package dev.underpin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables and references for the diagrams of others, with names that their syntax does not have. */
class DiagramTextsTest {
  @TempDir Path folder;

  @BeforeEach
  void aDatabaseWithOddNames() throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("shop.db"));
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          create table "a""b" ("1st" integer primary key,
            "we ird" numeric(10,2) not null default 3, "we_ird" text,
            "size" "double precision" default (lower('A`b')))
          """);
      statement.execute(
          """
          create table "per%cent" (id integer primary key,
            p integer references "a""b"("1st") on delete cascade,
            x integer not null, y integer not null, unique (x, y))
          """);
      statement.execute(
          """
          create table "select" (x integer not null, y integer not null, primary key (x, y),
            foreign key (x, y) references "per%cent"(x, y))
          """);
      statement.execute("create index \"i'x\" on \"a\"\"b\" (lower(we_ird), size) where size > 1");
    }
  }

  @Test
  void mermaid_has_words_and_the_true_name_beside_them() {
    assertThat(answer("inspect", "--format", "mermaid"))
        .isEqualTo(
            """
            erDiagram
              "a'b" {
                integer c1st PK "1st"
                numeric(10-2) we_ird "we ird"
                text we_ird_2 "we_ird"
                c_double_precision_ size
              }
              "per cent" {
                integer id PK
                integer p FK
                integer x
                integer y
              }
              "select" {
                integer x PK, FK
                integer y PK, FK
              }
              "a'b" |o--o{ "per cent" : "p"
              "per cent" ||--o| "select" : "x, y"
            """)
        .isEqualTo(answer("report", "--format", "mermaid"));
  }

  @Test
  void dbml_has_every_name_in_quotes() throws Exception {
    answer("inspect", "--format", "dbml", "-o", "schema.dbml");

    assertThat(Files.readString(folder.resolve("schema.dbml")))
        .isEqualTo(
            """
            Table "a\\"b" {
              "1st" integer [pk]
              "we ird" numeric(10,2) [not null, default: `3`]
              "we_ird" text
              "size" "\\"double precision\\""

              indexes {
                (`lower(we_ird)`, "size") [name: 'i\\'x', note: 'where size > 1']
              }
            }

            Table "per%cent" {
              "id" integer [pk]
              "p" integer
              "x" integer [not null]
              "y" integer [not null]

              indexes {
                ("x", "y") [unique]
              }
            }

            Table "select" {
              "x" integer [not null]
              "y" integer [not null]

              indexes {
                ("x", "y") [pk]
              }
            }

            Ref: "per%cent"."p" > "a\\"b"."1st" [delete: cascade]

            Ref: "select".("x", "y") > "per%cent".("x", "y")
            """)
        .isEqualTo(answer("report", "--format", "dbml"));
  }

  private String answer(String... words) {
    String[] args = java.util.Arrays.copyOf(words, words.length + 2);
    args[words.length] = "--url";
    args[words.length + 1] = "sqlite:" + folder.resolve("shop.db");
    Cli.Answer answer = new Cli(folder).run(args);
    assertThat(answer.code()).as(answer.toString()).isZero();
    return answer.out();
  }
}
