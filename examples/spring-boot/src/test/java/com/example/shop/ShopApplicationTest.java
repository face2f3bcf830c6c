package com.example.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.underpin.workflow.Underpin;
import java.math.BigDecimal;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The application starts on an empty database. */
@SpringBootTest
class ShopApplicationTest {
  @TempDir static Path folder;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry registry) {
    registry.add("spring.datasource.url", () -> "jdbc:sqlite:" + folder.resolve("shop.db"));
  }

  @Autowired Orders orders;
  @Autowired Underpin underpin;

  @Test
  void the_table_is_there_before_the_repository_reads_it() {
    assertEquals(0, orders.atStart());
    orders.add(1, "ada@example.com", new BigDecimal("9.90"));
    assertEquals(1, orders.count());
    assertTrue(underpin.status().isClean());
  }
}
