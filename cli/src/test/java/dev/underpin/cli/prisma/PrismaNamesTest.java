package dev.underpin.cli.prisma;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PrismaNamesTest {
  private static final String LETTERS = "aA_0 -é😀\"class";

  @Test
  void each_name_is_one_that_prisma_takes_and_there_is_it_once() {
    Random random = new Random(1);
    PrismaNames<String> names = new PrismaNames<>("Model", true);
    Set<String> wanted = new HashSet<>(Set.of("", "class", "Class", "class_2", "String", "_", "1"));
    for (int i = 0; i < 500; i++) {
      int from = random.nextInt(LETTERS.length());
      int to = from + random.nextInt(LETTERS.length() - from);
      wanted.add(LETTERS.substring(from, to) + LETTERS.charAt(random.nextInt(4)));
    }
    Set<String> given = new HashSet<>();
    for (String name : wanted) {
      String one = names.add(name, name);
      assertThat(one).matches("[A-Za-z][A-Za-z0-9_]*").isEqualTo(names.of(name));
      assertThat(given.add(one.toLowerCase(Locale.ROOT))).as(name).isTrue();
    }
  }
}
