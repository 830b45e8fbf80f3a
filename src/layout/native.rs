//! Native grids of tab-separated text.
