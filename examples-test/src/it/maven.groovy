String log = new File(folder, 'build.log').text
['schema.yaml is valid: 2 tables.', '_create_orders: 3 steps.', 'no drift'].each {
  assert log.contains(it): 'missing in build.log: ' + it
}
assert new File(folder, 'shop.db').length() > 0
return true
