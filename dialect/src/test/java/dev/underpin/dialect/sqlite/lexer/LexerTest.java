package dev.underpin.dialect.sqlite.lexer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.dialect.sqlite.lexer.Token.Kind;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LexerTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '\u0001',
      value = {
        "abc => WORD",
        "_a$1 => WORD",
        "größe => WORD",
        "\"a \"\"b\"\"\" => QUOTED",
        "[a]b] => QUOTED WORD SYMBOL",
        "`a``b` => QUOTED",
        "'it''s' => STRING",
        "x'0aFF' => BLOB",
        "X'0' => ILLEGAL",
        "1 1.5 .5 1. 1e3 1.5E-3 0xFF 1_000 => NUMBER NUMBER NUMBER NUMBER NUMBER NUMBER NUMBER"
            + " NUMBER",
        "12abc => ILLEGAL",
        "a||b->>c => WORD SYMBOL WORD SYMBOL WORD",
        "'open => ILLEGAL",
        "\"open => ILLEGAL",
        "a -- rest ' => WORD",
        "a /* ' */ b => WORD WORD",
        "a /* open => WORD"
      })
  void cuts_as_sqlite_does(String sql, String kinds) {
    assertThat(Lexer.tokens(sql))
        .extracting(t -> t.kind().name())
        .isEqualTo(List.of(kinds.split(" ")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"a\"\"b\"", "`a\"b`", "[a\"b]"})
  void a_quoted_name_loses_its_quotes_and_no_more(String sql) {
    assertThat(Lexer.tokens(sql)).extracting(Token::name).containsExactly("a\"b");
  }

  @Test
  void a_token_knows_where_it_stands() {
    assertThat(Lexer.tokens("a /* x */ 'b'")).extracting(Token::start).containsExactly(0, 10);
  }

  @Property
  void never_fails_and_loses_no_character_but_blanks_and_comments(@ForAll("fragments") String sql) {
    int end = 0;
    for (Token token : Lexer.tokens(sql)) {
      assertThat(sql.substring(token.start(), token.end())).isEqualTo(token.text());
      assertThat(Lexer.tokens(sql.substring(end, token.start()))).isEmpty();
      end = token.end();
    }
    assertThat(Lexer.tokens(sql.substring(end))).isEmpty();
  }

  @Property
  void every_quoted_name_is_read_back(@ForAll String name) {
    assertThat(Lexer.tokens(Identifiers.quote(name)))
        .singleElement()
        .satisfies(token -> assertThat(token.kind()).isEqualTo(Kind.QUOTED))
        .extracting(Token::name)
        .isEqualTo(name);
  }

  @Provide
  Arbitrary<String> fragments() {
    return Arbitraries.of(
            "a", "'", "\"", "`", "[", "]", "(", ")", "--", "\n", "/*", "*/", " ", "1", ".", "e",
            "x", "'a'", "||", ";", ",", "é", "$")
        .list()
        .ofMaxSize(12)
        .map(parts -> String.join("", parts));
  }
}
