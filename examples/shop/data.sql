-- A year of business, in SQL that every engine takes.
INSERT INTO customers (id, email, name, fax) VALUES
  (1, 'ada@example.com', 'Ada Lovelace', NULL),
  (2, 'grace@example.com', 'Grace Hopper', '+1 555 0100'),
  (3, 'linus@example.com', 'Linus Pauling', NULL);
INSERT INTO products (id, sku, title, price) VALUES
  (1, 'TEA-1', 'Earl Grey, 100 g', 7.50),
  (2, 'POT-1', 'Cast-iron pot', 49.00);
INSERT INTO orders (id, customer_id, status, total) VALUES
  (1, 1, 'shipped', 56.50),
  (2, 2, 'pending', 7.50),
  (3, 3, 'paid', 49.00);
INSERT INTO order_items (order_id, line, product_id, quantity) VALUES
  (1, 1, 1, 1),
  (1, 2, 2, 1),
  (2, 1, 1, 1),
  (3, 1, 2, 1);
INSERT INTO newsletter_signups (email) VALUES
  ('ada@example.com'),
  ('barbara@example.com');
