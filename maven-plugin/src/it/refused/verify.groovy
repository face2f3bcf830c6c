String log = new File(basedir, 'build.log').text
// Of a quiet build, only errors are seen.
['Needs approval: --allow drop-column', 'wrong.yaml:3:5: error:'].each {
  assert log.contains(it): "missing in build.log: " + it
}
return true
