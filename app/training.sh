# shellcheck shell=sh
# The commands whose classes go into the archive of loaded classes, one line each: train, home and work are of the
# script that reads this. They may fail: what counts is what they load.
training() {
  train --version
  train --help
  train plan --help
  train plan --schema "$home/examples/shop/schema.yaml" --url "sqlite:$work/a.db"
  train apply --direct --create --yes --schema "$home/examples/shop/schema.yaml" --url "sqlite:$work/a.db"
  train plan --schema "$home/examples/shop/schema.yaml" --url "sqlite:$work/a.db"
  train apply --direct --yes --allow all --schema "$home/examples/shop/schema.v2.yaml" --url "sqlite:$work/a.db"
  train rollback --yes --url "sqlite:$work/a.db"
  train drift --url "sqlite:$work/a.db"
  # Nobody listens there, but the driver is loaded and asked.
  train plan --schema "$home/examples/shop/schema.yaml" --url postgresql://underpin@127.0.0.1:1/underpin
}
