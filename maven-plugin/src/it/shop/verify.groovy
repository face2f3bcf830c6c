String log = new File(basedir, 'build.log').text
['[INFO]   + table customers (2 columns)', 'schema.yaml is valid: 1 table.', '_customers: 1 step.', 'no changes', 'no drift', 'clean',
 'There is drift. The lines above say what differs.'].each {
  assert log.contains(it): "missing in build.log: " + it
}
assert new File(basedir, 'migrations').list().any { it.endsWith('_customers') }
assert new File(basedir, 'shop.db').length() > 0
return true
