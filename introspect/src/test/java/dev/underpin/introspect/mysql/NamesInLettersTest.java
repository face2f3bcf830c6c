package dev.underpin.introspect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.dialect.mysql.lexer.Identifiers;
import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which names are one is what the server says, for each letter that a name may have. */
class NamesInLettersTest {
  private static final int LETTERS_AT_ONCE = 0x800;

  @ParameterizedTest
  @MethodSource("dev.underpin.testkit.TestServers#someMysql")
  void every_letter_has_the_small_form_that_the_server_gives_it(TestServer server) {
    List<String> different = new ArrayList<>();
    try (TestDatabase db = server.newDatabase()) {
      for (int first = 1; first <= 0xFFFF; first += LETTERS_AT_ONCE) {
        int last = Math.min(first + LETTERS_AT_ONCE - 1, 0xFFFF);
        String query =
            IntStream.rangeClosed(first, last)
                .filter(c -> !Character.isSurrogate((char) c))
                .mapToObj(NamesInLettersTest::asked)
                .collect(Collectors.joining(" union all "));
        if (query.isEmpty()) continue;
        for (List<String> row : db.rows(query)) {
          String letter = Character.toString(Integer.parseInt(row.get(0)));
          String small = Character.toString(Integer.parseInt(row.get(1), 16));
          if (!Identifiers.lower(letter).equals(small)) different.add(letter + " " + small);
        }
      }
    }
    assertThat(different).isEmpty();
  }

  private static String asked(int letter) {
    return "select %d, hex(convert(lower(convert(_ucs2 x'%04X' using utf8mb3) collate utf8mb3_general_ci) using ucs2))"
        .formatted(letter, letter);
  }
}
