package dev.underpin.schema.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.underpin.schema.error.UnderpinException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @Test
  void compactHasNoSpacesAndKeepsTheOrderOfKeys() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("z", List.of(1L, -2, true));
    data.put("a", Map.of());
    data.put("m", List.of());
    assertThat(Json.compact(data)).isEqualTo("{\"z\":[1,-2,true],\"a\":{},\"m\":[]}");
  }

  @Test
  void prettyHasAnEntryALine() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("list", List.of("a", Map.of("k", 1.5)));
    data.put("none", Optional.empty());
    data.put("some", Optional.of("x"));
    data.put("empty", List.of(List.of(), Map.of()));
    assertThat(Json.pretty(data))
        .isEqualTo(
            """
            {
              "list": [
                "a",
                {
                  "k": 1.5
                }
              ],
              "none": null,
              "some": "x",
              "empty": [
                [],
                {}
              ]
            }""");
  }

  /** Models of a history are kept by a hash of their text. */
  @Test
  void whatIsEscapedNeverChanges() {
    String hostile = "\" \\ / \b\f\n\r\t\u0007\u007f\u0085é\u2028\u2029\ufeff\uff01日😀\ud83d";
    String ascii =
        "\\\" \\\\ / \\u0008\\u000c\\n\\r\\t\\u0007\\u007f\\u0085é\\u2028\\u2029\\ufeff\\uff01日";
    assertThat(Json.compact(hostile)).isEqualTo("\"" + ascii + "😀\ud83d\"");
    assertThat(Json.pretty(hostile)).isEqualTo("\"" + ascii + "\\ud83d\\ude00\\ud83d\"");
    assertThat(Json.read(Json.compact(hostile))).isEqualTo(hostile);
    assertThat(Json.read(Json.pretty(hostile))).isEqualTo(hostile);
  }

  @Test
  void aTextMayBeOfAnyLength() {
    String long21Million = "x".repeat(21_000_000);
    assertThat(Json.read(Json.compact(Map.of("k", long21Million))))
        .isEqualTo(Map.of("k", long21Million));
    String name = "n".repeat(100_000);
    assertThat(Json.read(Json.compact(Map.of(name, 1L)))).isEqualTo(Map.of(name, 1L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"a\"",
        "{\"a\":}",
        "[1,",
        "\"a",
        "\"\\x\"",
        "1.5",
        "nul",
        "null",
        "[null]",
        "[] x",
        "\"\\u12",
        "99999999999999999999",
        "{1:2}",
        "[1 2]",
        "{\"a\":1,}",
        "'a'",
        "/**/1"
      })
  void whatIsNotSuchDataIsAnError(String json) {
    assertThatThrownBy(() -> Json.read(json))
        .isInstanceOf(UnderpinException.class)
        .hasMessageStartingWith("This is not the JSON that Underpin writes: ")
        .hasMessageMatching("(?s).* at character [0-9]+\\.")
        .hasMessageNotContainingAny("Source", "REDACTED");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"a":1,"b":{"c":2,"c":3}}  | each key once was expected at character 19.
          {"a":[1,null]}             | a value was expected at character 9.
          [1] 2                      | the end was expected at character 5.
          [1.5]                      | a value was expected at character 2.
          """)
  void anErrorSaysWhere(String json, String message) {
    assertThatThrownBy(() -> Json.read(json)).hasMessageEndingWith(": " + message);
  }

  @Test
  void nestingIsLimited() {
    assertThat(Json.read("[".repeat(100) + "]".repeat(100))).isInstanceOf(List.class);
    assertThatThrownBy(() -> Json.read("[".repeat(101) + "]".repeat(101)))
        .hasMessageEndingWith(": fewer levels was expected at character 101.");
  }
}
