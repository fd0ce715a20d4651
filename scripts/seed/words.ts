/** What invented businesses and people are called. The first of each list are the most frequent. */

export const trades = [
  ...["Toko", "Warung", "Kopi", "Bengkel", "Apotek", "Dapur", "Kedai", "Butik", "Salon", "Laundry", "Depot", "Kios"],
  ...["Bakso", "Sate", "Batik", "Mebel", "Percetakan", "Fotokopi", "Katering", "Kue", "Tanaman", "Mainan", "Optik"],
];

export const names = [
  ...["Berkah", "Sinar", "Makmur", "Cahaya", "Melati", "Wijaya", "Anugerah", "Jaya", "Abadi", "Sentosa", "Mandiri"],
  ...["Lestari", "Sejahtera", "Barokah", "Utama", "Indah", "Mulia", "Kencana", "Permata", "Surya", "Bintang", "Rezeki"],
  ...["Harapan", "Pelangi", "Nusantara", "Rahayu", "Sari", "Murni", "Tirta", "Cendana", "Kenanga", "Mawar", "Anggrek"],
  ...["Merpati", "Garuda", "Rajawali", "Samudra", "Gunung", "Rimba", "Telaga", "Fajar", "Senja", "Purnama", "Embun"],
  ...["Delima", "Kurnia", "Amanah", "Hikmah", "Pratama", "Perdana", "Gemilang", "Cemerlang", "Mustika", "Intan"],
];

export const places = [
  ...["Bandung", "Bekasi", "Surabaya", "Depok", "Tangerang", "Medan", "Semarang", "Bogor", "Malang", "Solo", "Jogja"],
  ...["Makassar", "Palembang", "Denpasar", "Cirebon", "Batam", "Padang", "Manado", "Pontianak", "Ambon", "Kupang"],
];

export const trailers = ["Logistik", "Digital", "Niaga", "Teknologi", "Pangan", "Karya", "Media", "Farma", "Travel"];

export const givenNames = ["Siti", "Budi", "Dewi", "Agus", "Rina", "Joko", "Tini", "Rudi", "Wati", "Hendra", "Lina"];
export const familyNames = ["Wahyuni", "Santoso", "Lestari", "Pratama", "Hapsari", "Nugroho", "Siregar", "Wibowo"];

/** Legal form and line with how many in a hundred companies have it. */
export const companyForms: [string, number][] = [
  ["PT", 58],
  ["CV", 24],
  ["YAYASAN", 8],
  ["KOPERASI", 6],
  ["UD", 4],
];
export const companyLines: [string, number][] = [
  ["RETAIL", 24],
  ["FOOD_AND_BEVERAGE", 20],
  ["ONLINE_STORE", 16],
  ["LOGISTICS", 10],
  ["EDUCATION", 8],
  ["TRAVEL", 7],
  ["HOSPITALITY", 6],
  ["MANUFACTURE", 5],
  ["DIGITAL_AND_GAME", 4],
];
