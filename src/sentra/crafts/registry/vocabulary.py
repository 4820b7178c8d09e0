"""How district offices name the columns of a makers' list. The weight says how sure a word is (100 =
certain).

Words are compared after `words.key`: lower case, no punctuation. What is worth more wins a field; "" is
a column we know and do not want, so that "Nilai Produksi" is never taken for the capacity.
"""

from sentra.crafts.registry.columns import Vocabulary, weighted

REGISTRY = Vocabulary(
    fields={
        "number": weighted(
            {
                100: "no, nomor, no urut, nomor urut, urut, nmr, num",
            }
        ),
        "name": weighted(
            {
                100: (
                    "nama pemilik usaha, nama pengerajin, nama pengrajin, nama perajin, nama pembatik, "
                    "nama penganyam, nama penenun, nama pengukir, nama pemilik, nama pelaku, nama pelaku "
                    "usaha, nama pelaku ikm, nama pengusaha, nama penanggung jawab, nama lengkap, nama "
                    "anggota, nama pimpinan, nama ketua, nama orang, nama pengrajin ikm, nama pemilik "
                    "pengrajin, nama pemilik ikm, nama pengrajin pemilik"
                ),
                95: "nama",
                90: "pemilik",
                85: "pengrajin, perajin, pembatik, penganyam, penenun, pengukir",
                80: "nama ikm, nama umkm",
            }
        ),
        "nik": weighted(
            {
                100: (
                    "nik, no nik, nomor nik, no ktp, nomor ktp, nik ktp, no ktp nik, nik no ktp, nomor "
                    "induk kependudukan, no induk kependudukan"
                ),
                95: "ktp",
                85: "no identitas",
            }
        ),
        "business": weighted(
            {
                100: "nama usaha, nama perusahaan",
                95: "merk, merek, merk usaha, nama merk, merk dagang",
                90: "brand",
                85: "nama toko, nama kelompok usaha, nama rumah produksi, nama industri, perusahaan",
                80: "usaha, nama kelompok, nama kub",
                75: "nama ikm, nama umkm, kelompok, nama sentra",
            }
        ),
        "address": weighted(
            {
                95: "alamat, alamat lengkap, alamat usaha, alamat rt rw, alamat tempat tinggal",
                90: "alamat rumah, rt rw, jalan rt rw",
                85: "rt",
                80: "jalan",
                70: "dusun",
            }
        ),
        "village": weighted(
            {
                100: (
                    "desa, desa kel, desa kelurahan, kelurahan, kelurahan desa, kel desa, kel, nama desa, "
                    "ds, alamat desa, desa kampung, kampung, ds kel, nama desa kelurahan, kelurahan "
                    "kampung"
                ),
            }
        ),
        "subdistrict": weighted(
            {
                100: "kecamatan, kec, nama kecamatan, alamat kecamatan, kcmtn, kecmtn",
            }
        ),
        "district": weighted(
            {
                100: "kabupaten, kab, kab kota, kabupaten kota, nama kabupaten",
            }
        ),
        "craft": weighted(
            {
                100: "jenis kerajinan, jenis kerajinan komoditi",
                95: "komoditi, komoditas, jenis komoditi, jenis komoditas, jenis anyaman, jenis batik",
                90: "kerajinan, jenis usaha, jenis industri, bidang usaha",
                85: "jenis ikm, cabang industri, kelompok komoditi",
                70: "bahan, bahan baku",
                60: "kbli",
            }
        ),
        "product": weighted(
            {
                100: "jenis produk, produk, nama produk, produk yang dihasilkan",
                90: (
                    "hasil produksi, hasil kerajinan, jenis barang, jenis produksi, produk unggulan, "
                    "produk utama"
                ),
                80: "barang",
                70: "hasil",
            }
        ),
        "capacity": weighted(
            {
                100: (
                    "kapasitas, kapasitas bln, kapasitas produksi, produksi per bulan, kapasitas per "
                    "bulan, produksi bln, kapasitas bulan, kap produksi, kap bln, produksi per minggu, "
                    "kapasitas per minggu, kapasitas produksi per bulan, kapasitas produksi per tahun, "
                    "produksi per tahun, produksi per hari"
                ),
                95: (
                    "kap prod, prod bln, jumlah produksi, volume produksi, kemampuan produksi, jml "
                    "produksi, rata rata produksi, produksi jumlah, kapasitas jumlah, kapasitas produksi "
                    "jumlah"
                ),
                80: "produksi, kap",
                75: "volume",
            }
        ),
        "unit": weighted(
            {
                100: (
                    "satuan, sat, satuan produksi, produksi satuan, kapasitas satuan, kapasitas produksi "
                    "satuan"
                ),
                90: "stn",
                80: "unit",
            }
        ),
        "workers": weighted(
            {
                100: (
                    "tenaga kerja, jml tenaga kerja, jumlah tenaga kerja, jml tk, jumlah tk, tenaga kerja "
                    "orang, tenaga kerja jumlah, tenaga kerja jml"
                ),
                95: "tk, jumlah pekerja, jml pekerja",
                90: "naker, pekerja, karyawan, jml karyawan, jumlah karyawan, tng kerja",
            }
        ),
        "workers_male": weighted(
            {
                100: (
                    "tenaga kerja l, tk l, tenaga kerja lk, tenaga kerja laki laki, jumlah tenaga kerja "
                    "l, pekerja l, jml tenaga kerja l, tenaga kerja pria, tk lk, naker l, jumlah tenaga "
                    "kerja laki laki"
                ),
            }
        ),
        "workers_female": weighted(
            {
                100: (
                    "tenaga kerja p, tk p, tenaga kerja pr, tenaga kerja perempuan, jumlah tenaga kerja "
                    "p, pekerja p, jml tenaga kerja p, tenaga kerja wanita, tk pr, naker p, jumlah tenaga "
                    "kerja perempuan"
                ),
            }
        ),
        "phone": weighted(
            {
                100: (
                    "no hp, hp, hp wa, no hp wa, no wa, no telp hp, telp hp, nomor hp, no whatsapp, nomor "
                    "wa, nomor hp wa, no handphone, wa hp, no tlp hp"
                ),
                95: (
                    "wa, telepon, telp, no telp, no telepon, nomor telepon, whatsapp, handphone, no tlp, "
                    "tlp, no kontak"
                ),
                90: "kontak, contact person, kontak person",
                80: "cp",
                60: "nope",
            }
        ),
        "selling_form": weighted(
            {
                100: "bentuk jual, bentuk yang dijual, dijual dalam bentuk",
                95: "kondisi barang, bentuk barang, kondisi produk, bentuk penjualan, kondisi jual",
                90: "bentuk produk",
                85: "jenis barang dijual",
                75: "kondisi",
                70: "tahap",
            }
        ),
        "sold_to": weighted(
            {
                100: "dijual ke, tujuan pemasaran, dijual kepada",
                95: "pemasaran, daerah pemasaran, wilayah pemasaran, tempat pemasaran",
                90: "pembeli",
                80: "pasar",
                75: "penjualan",
            }
        ),
        "notes": weighted(
            {
                100: "ket, keterangan, catatan",
                95: "keterangan lain",
                90: "ketr",
                85: "status keaktifan",
                80: "status, kete",
            }
        ),
        "sex": weighted(
            {
                100: "l p, jenis kelamin",
                95: "jk, kelamin, lk pr, j k, gender",
            }
        ),
        "born_on": weighted(
            {
                100: "tanggal lahir, tgl lahir",
                95: "tgl lhr",
            }
        ),
        "": weighted(
            {
                90: (
                    "nilai produksi, omzet, omset, harga, harga jual, modal, investasi, nilai investasi, "
                    "nib, npwp, no npwp, no kk, kk, nomor kk, email, foto, koordinat, tahun berdiri, "
                    "pendidikan, umur, usia, agama, jumlah pengrajin, jumlah ikm, jumlah unit usaha, unit "
                    "usaha, legalitas, nama ibu kandung, tempat lahir, ttl, tempat tanggal lahir, tempat "
                    "tgl lahir, kode pos, halal, nilai produksi rp, nilai bb bp, jumlah perajin, jumlah "
                    "pelaku usaha, no rekening, pelatihan, tahun, nama pendamping, nama petugas, nama "
                    "bank, no izin, sertifikat, bantuan, paraf, ttd, tanda tangan, nama istri, nama "
                    "suami, media sosial, instagram, facebook, p irt, jumlah, jml, jumlah anggota, nama "
                    "ketua kelompok"
                ),
            }
        ),
    },
    needs=("name",),
)
