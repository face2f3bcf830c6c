package dev.underpin.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TextWidthTest {
  @Test
  void the_width_is_what_COLUMNS_says_and_eighty_where_it_says_nothing() {
    assertThat(TextWidth.of(Map.of(), false)).isEqualTo(80);
    assertThat(TextWidth.of(Map.of("COLUMNS", "100"), false)).isEqualTo(100);
    assertThat(TextWidth.of(Map.of("COLUMNS", "100"), true)).isEqualTo(100);
    assertThat(TextWidth.of(Map.of("COLUMNS", "many"), false)).isEqualTo(80);
    assertThat(TextWidth.of(Map.of("COLUMNS", "0"), false)).isEqualTo(80);
    assertThat(TextWidth.of(Map.of("COLUMNS", "10"), false)).isEqualTo(60);
    assertThat(TextWidth.of(Map.of("COLUMNS", "400"), false)).isEqualTo(400);
  }
}
