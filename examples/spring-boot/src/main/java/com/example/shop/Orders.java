package com.example.shop;

import jakarta.annotation.PostConstruct;
import java.math.BigDecimal;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Reads the table while the application starts, which works since the migrations ran before. */
@Repository
public class Orders {
  private final JdbcTemplate database;
  private long atStart;

  Orders(JdbcTemplate database) {
    this.database = database;
  }

  @PostConstruct
  void countAtStart() {
    atStart = count();
  }

  public long atStart() {
    return atStart;
  }

  public long count() {
    Long count = database.queryForObject("SELECT count(*) FROM orders", Long.class);
    return count == null ? 0 : count;
  }

  public void add(long id, String email, BigDecimal total) {
    database.update("INSERT INTO orders (id, email, total) VALUES (?, ?, ?)", id, email, total);
  }
}
